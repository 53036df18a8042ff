"""What the tabs are made of: charts, citations, drawings."""
