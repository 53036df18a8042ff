"""The closed lists of the data model: every value that a field may have, and what it means.

Each list stands twice: as a ``Literal`` for type checkers and for reading JSON, and as a table of meanings for people
(the JSON schema and ``docs/layers`` show it). A test keeps the two in step. "" is what a field has where nothing was
decided. Words that fields repeat as printed (约, 记者) are not closed lists and not here.
"""

from __future__ import annotations

from typing import Any, Literal

EntityType = Literal["PER", "LOC", "ORG", "TIME"]
ENTITY_TYPES: dict[EntityType, str] = {
    "PER": "a person by name",
    "LOC": "a place",
    "ORG": "an organisation",
    "TIME": "a calendar time: what falls on a calendar, not what lasts or recurs",
}

BlockKind = Literal["furniture", "headline", "subhead", "paragraph", "byline", "caption", "table"]
BLOCK_KINDS: dict[BlockKind, str] = {
    "furniture": "what the page prints around articles: page numbers, section names, editors, a site's buttons",
    "headline": "the headline, with its lines above and below",
    "subhead": "a heading inside the body",
    "paragraph": "a paragraph of the body",
    "byline": "a line of its own that says who wrote or photographed",
    "caption": "the text of a picture",
    "table": "a row of a table of data, its cells parted by tabs",
}

LineKind = Literal["body", "headline", "kicker", "subtitle", "caption", "furniture"]
LINE_KINDS: dict[LineKind, str] = {
    "body": "text, also a heading inside it",
    "headline": "big type that begins a story",
    "kicker": "a smaller line above the headline that belongs to it",
    "subtitle": "a smaller line below the headline that belongs to it",
    "caption": "the text of a picture",
    "furniture": "head and foot of the page, and what is turned in its margin",
}

PersonRole = Literal["newsmaker", "reporter"]
PERSON_ROLES: dict[PersonRole, str] = {
    "newsmaker": "somebody the article tells of",
    "reporter": "somebody who wrote, photographed or edited it",
}

PostStatus = Literal["", "原", "前", "代", "时任", "曾任", "拟任", "候选", "免去"]
POST_STATUSES: dict[PostStatus, str] = {
    "": "held, or nothing is said",
    "原": "a former one: 原局长",
    "前": "a former one: 前总统",
    "代": "held until somebody is elected: 代县长",
    "时任": "held at the time that is told of: 时任局长的李明, 李明任局长期间",
    "曾任": "held once: 曾任局长, 历任",
    "拟任": "planned, not held yet: 拟任副县长, 将出任",
    "候选": "what somebody stands for: 县长候选人, 副市长人选",
    "免去": "given up or taken away: 免去职务, 辞去, 不再担任",
}

PlaceLevel = Literal[
    "", "country", "province", "city", "county", "zone", "town", "village", "road", "bridge", "railway", "station",
    "water", "land", "venue", "residence", "region",
]  # fmt: skip
PLACE_LEVELS: dict[PlaceLevel, str] = {
    "": "not known: the name does not say",
    "country": "a country or continent",
    "province": "a province, autonomous region, municipality (北京市) or special region",
    "city": "a prefecture: a city (郑州市), autonomous prefecture or league",
    "county": "a county, district, county-level city or banner",
    "zone": "a development zone, park or new area (高新区)",
    "town": "a town, township or subdistrict (街道, 办事处)",
    "village": "a village, residential community (社区) or farm",
    "road": "a road, street or crossing, with its house number",
    "bridge": "a bridge or tunnel",
    "railway": "a railway or underground line",
    "station": "a station, airport, port, toll gate or interchange",
    "water": "a river, lake, sea, reservoir, dam or wetland",
    "land": "a mountain, island, plain, desert or nature reserve",
    "venue": "a building or site where something takes place: hall, park, hotel, temple, scenic area",
    "residence": "a housing estate, block of flats or house of one",
    "region": "a part of the country without borders of its own: 东部, 沿岸, 流域",
}

PlaceDecision = Literal["page", "gazetteer", "unresolved"]
PLACE_DECISIONS: dict[PlaceDecision, str] = {
    "page": "the page decides: the longer name, a neighbour, or what the page is about",
    "gazetteer": "the gazetteer decides: only one division bears the name, or one is far better known",
    "unresolved": "nothing decides; the path is empty",
}

TimeGrain = Literal["", "year", "half", "quarter", "month", "day", "minute", "plan"]
TIME_GRAINS: dict[TimeGrain, str] = {
    "": "no value",
    "year": "years: 2021, a decade, 今明两年",
    "half": "half a year",
    "quarter": "a quarter",
    "month": "months, or a part of one (2月底)",
    "day": "days",
    "minute": "a time of the day",
    "plan": "the years of a five-year plan",
}

TimeAnchor = Literal["", "text", "context", "publish_date"]
TIME_ANCHORS: dict[TimeAnchor, str] = {
    "": "no value",
    "text": "the words say it all: 2021年5月7日",
    "context": "what they leave out stands in the text before: 8日, after 5月7日",
    "publish_date": "it is counted from the paper's date, or from the day a dispatch was filed: 昨天",
}

CheckKind = Literal["percent_or_points", "share_truncated", "share_mismatch", "sum"]
CHECK_KINDS: dict[CheckKind, str] = {
    "percent_or_points": "percent is printed where the difference of two shares, percentage points, may be meant",
    "share_truncated": "the printed share is cut off rather than rounded",
    "share_mismatch": "the printed share is not that of the counts printed before it",
    "sum": "the parts do not make the total",
}

QuantityKind = Literal["", "count", "measure", "money", "share", "points", "age", "time", "rate"]
QUANTITY_KINDS: dict[QuantityKind, str] = {
    "": "not known",
    "count": "a number of people or things: 573名, 3次, 50万",
    "measure": "a length, area, weight or other physical measure: 20亩, 5千瓦",
    "money": "an amount of money: 326万元, 300元/吨",
    "share": "a part of a whole: 43.2%, 三分之二, 两成",
    "points": "a difference of shares: 3.4个百分点",
    "age": "an age: 38.8岁",
    "time": "a length of time: 三年半, 5个多小时",
    "rate": "a multiple: 3倍, 翻一番",
}

QuoteKind = Literal[
    "", "say", "demand", "hope", "propose", "promise", "announce", "praise", "accuse", "warn", "tell", "ask", "answer",
    "saying",
]  # fmt: skip
QUOTE_KINDS: dict[QuoteKind, str] = {
    "": "not known",
    "say": "says, states, explains: 说, 表示, 指出, 介绍",
    "demand": "demands: 要求, 强调要",
    "hope": "hopes, wishes: 希望",
    "propose": "proposes: 建议, 倡议",
    "promise": "promises: 承诺, 保证",
    "announce": "announces: 宣布, 通报",
    "praise": "praises, thanks: 称赞, 肯定",
    "accuse": "accuses, criticises: 指责, 批评",
    "warn": "warns, reminds: 警告, 提醒",
    "tell": "tells somebody: 告诉",
    "ask": "asks: 问",
    "answer": "answers: 回答, 回应",
    "saying": "a proverb or maxim that is cited: 俗话说, 古人云",
}

SpeakerResolution = Literal["", "name", "title", "pronoun", "same", "collective", "reporter"]
SPEAKER_RESOLUTIONS: dict[SpeakerResolution, str] = {
    "": "not known",
    "name": "the name stands with the verb",
    "title": "a title stands for the name: 刘副市长",
    "pronoun": "a pronoun or nothing stands for the name: 他说",
    "same": "nobody is named: whoever spoke before goes on",
    "collective": "a group, a body or somebody without a name: 与会人员, 一位村民",
    "reporter": "the reporter: 记者问",
}

QuotedKind = Literal["term", "slogan", "speech", "title", "nickname"]
QUOTED_KINDS: dict[QuotedKind, str] = {
    "term": "a word or name that is set off",
    "slogan": "a slogan, motto or the name of a campaign",
    "speech": "something said or written",
    "title": "the title of a work, in 《》",
    "nickname": "what somebody or something is called",
}

KeywordKind = Literal["", "topic", "event", "policy", "slogan", "organisation", "place", "person"]
KEYWORD_KINDS: dict[KeywordKind, str] = {
    "": "not said",
    "topic": "a thing, a matter or an act: 垃圾分类, 征地拆迁",
    "event": "what takes place or befalls: 培训班, 追尾事故",
    "policy": "a policy, a campaign, a law: 党史学习教育, 十年禁渔计划",
    "slogan": "a member of a slogan family, or a slogan that counts its members: 痛点, 六个一",
    "organisation": "an organisation by name",
    "place": "a place by name",
    "person": "a person by name",
}

ParticipantRole = Literal["", "主持", "讲话", "陪同", "出席", "主办"]
PARTICIPANT_ROLES: dict[ParticipantRole, str] = {
    "": "is named with the event",
    "主持": "chairs it",
    "讲话": "speaks, lectures or reports",
    "陪同": "accompanies somebody",
    "出席": "attends or takes part",
    "主办": "holds or organises it",
}

EventType = Literal[
    "培训", "发布会", "记者会", "签约", "揭牌", "开工", "通车", "落成", "会见", "访问", "调研", "考察", "检查",
    "慰问", "比赛", "演出", "展览", "火灾", "交通事故", "爆炸", "食物中毒", "袭击", "地震", "洪灾", "台风", "灾情",
    "审判", "破案", "案件", "问责", "通报", "整治", "表彰", "捐赠", "义诊", "植树", "祭扫", "宣传", "志愿服务",
    "演练", "招聘", "节会", "仪式", "会议", "聘任", "数据发布", "航天", "天气",
]  # fmt: skip
EVENT_TYPES: dict[EventType, str] = {
    "培训": "a training course or lecture",
    "发布会": "a press conference at which something is made known",
    "记者会": "a press conference at which questions are answered",
    "签约": "the signing of a contract or agreement",
    "揭牌": "an unveiling: a body or site gets its sign",
    "开工": "the start of building",
    "通车": "the opening of a road, railway or air route",
    "落成": "a building or firm is finished or opens",
    "会见": "a meeting of two sides",
    "访问": "a visit abroad or from abroad",
    "调研": "an official's visit to learn how things stand",
    "考察": "a visit to learn from others",
    "检查": "an inspection",
    "慰问": "a visit to those who deserve thanks or need help",
    "比赛": "a match or competition",
    "演出": "a performance",
    "展览": "an exhibition or fair",
    "火灾": "a fire",
    "交通事故": "a traffic accident or offence",
    "爆炸": "an explosion",
    "食物中毒": "food poisoning",
    "袭击": "an attack or kidnapping",
    "地震": "an earthquake",
    "洪灾": "a flood",
    "台风": "a typhoon",
    "灾情": "a landslide, a collapse or other damage",
    "审判": "a trial or sentence",
    "破案": "the police solve a case or arrest somebody",
    "案件": "a crime, or the opening of an inquiry",
    "问责": "officials are held responsible",
    "通报": "officials are informed or named in a circular",
    "整治": "a campaign against something, an enforcement action",
    "表彰": "an award or honour",
    "捐赠": "a donation or relief payment",
    "义诊": "free medical advice",
    "植树": "tree planting",
    "祭扫": "the dead are honoured",
    "宣传": "a publicity campaign",
    "志愿服务": "voluntary work",
    "演练": "a drill",
    "招聘": "a job fair",
    "节会": "a festival, its opening or its end",
    "仪式": "another ceremony",
    "会议": "another meeting",
    "聘任": "an appointment",
    "数据发布": "figures, a report or a list are published",
    "航天": "a space launch or landing",
    "天气": "the weather",
}

MEANINGS: dict[str, dict[Any, str]] = {
    "EntityType": ENTITY_TYPES, "BlockKind": BLOCK_KINDS, "PersonRole": PERSON_ROLES,
    "PostStatus": POST_STATUSES, "PlaceLevel": PLACE_LEVELS,
    "PlaceDecision": PLACE_DECISIONS, "TimeGrain": TIME_GRAINS, "TimeAnchor": TIME_ANCHORS,
    "CheckKind": CHECK_KINDS, "QuantityKind": QUANTITY_KINDS, "QuoteKind": QUOTE_KINDS,
    "SpeakerResolution": SPEAKER_RESOLUTIONS, "QuotedKind": QUOTED_KINDS, "ParticipantRole": PARTICIPANT_ROLES,
    "KeywordKind": KEYWORD_KINDS, "EventType": EVENT_TYPES,
}  # fmt: skip


def describe_values(values: frozenset[str]) -> str:
    """What the values of a closed list mean, one line each; "" for a set of values that is not one of the lists.

    >>> print(describe_values(frozenset({"newsmaker", "reporter"})))
    newsmaker: somebody the article tells of
    reporter: somebody who wrote, photographed or edited it
    """
    found = next((meanings for meanings in MEANINGS.values() if meanings.keys() == values), {})
    return "\n".join(f"{value or '(empty)'}: {meaning}" for value, meaning in found.items())
