"""A text of your own through the whole chain."""

from jianbao import Article, load

TEXT = """本报讯 6月3日，市委副书记、市长周启明到云岭县石桥镇调研乡村振兴工作。县委书记马文涛陪同。
周启明指出，要聚焦群众反映的“难点”“痛点”“堵点”，一是抓好产业发展；二是抓好环境整治。
据了解，石桥镇去年接待游客12.6万人次，旅游收入同比增长8.5%。"""

article = Article.from_text(TEXT, title="市领导到云岭县调研乡村振兴工作", date="2022-06-05")
(article,) = load(settings=["entities.engine=fast"])([article])

for person in article.persons:
    print(person.name, "、".join(f"{post.org or ''}{post.title}" for post in person.posts))
for quote in article.quotes:
    print(f"{quote.speaker}{quote.cue}：{quote.text}")
for time in article.times:
    print(time.text, "=", time.value)
for figure in article.quantities:
    print(figure.text, "=", figure.value, figure.unit, figure.change)
for points in article.points:
    print([point.text for point in points.items])
for family in article.slogans:
    print(family.family, "in the frame", family.frame)
print(article.summary.text)
