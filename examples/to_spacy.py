"""An article as a spaCy Doc: the same text, entities, span groups, and spaCy's own tools on top."""

from jianbao import Article, load
from jianbao.writing.spacy import from_spacy, to_spacy
from spacy.matcher import Matcher

TEXT = "6月3日，市委副书记、市长周启明到云岭县石桥镇调研。周启明指出，要抓好产业发展。"
(article,) = load(settings=["entities.engine=fast"])([Article.from_text(TEXT, date="2022-06-05")])

doc = to_spacy(article)
print([(entity.text, entity.label_) for entity in doc.ents])
for name, group in doc.spans.items():
    print(name, [span.text for span in group])

matcher = Matcher(doc.vocab)
matcher.add("POST", [[{"TEXT": {"REGEX": "(书记|市长)$"}}, {"ENT_TYPE": "PER"}]])
print([doc[start:end].text for _, start, end in matcher(doc)])
print(from_spacy(doc).persons[0].posts)
