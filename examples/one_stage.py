"""A single stage as a library: figures with value, unit and change, and a doubt where the sum is wrong."""

from jianbao import Article
from jianbao.stages.quantities.stage import QuantitiesStage

TEXTS = [
    "全村共有326户、1248人，人均收入2.3万元，同比增长8.5%。",
    "会议表彰先进个人20名，其中男性12名，女性9名。",
    "完成投资3至5亿元，占全年任务的六成以上。",
]
articles = [Article.from_text(text, id=str(number)) for number, text in enumerate(TEXTS)]

for article in QuantitiesStage()(articles):
    print(article.text)
    for q in article.quantities:
        parts = [
            f"{q.text:>8}",
            f"value {q.value}",
            f"unit {q.unit}",
            q.kind,
            q.counted,
            q.qualifier,
            q.change,
        ]
        print("  ", " | ".join(part for part in parts if part))
        for check in q.checks:
            print("      doubt:", check.message)
