"""Kinds of pages that newspapers print: briefs, numbered subheads, kickers, commentary, heads in brackets."""

from __future__ import annotations

from jianbao import split_page
from jianbao.article import Article, Page


def split(text: str) -> list[Article]:
    return split_page(Page(id="p", text=text))


def titles(text: str) -> list[str]:
    return [article.title for article in split(text)]


def test_heads_that_begin_with_a_place_in_brackets() -> None:
    text = """【云岭】启动夏季安全生产大检查
6月1日起，云岭县启动为期三个月的夏季安全生产大检查，重点检查矿山、危化品等行业领域。
【南浦】新增公交线路3条
记者从南浦区交通运输局获悉，6月1日起南浦区新增3条公交线路，惠及沿线居民8万余人。
【东江】举办龙舟赛
6月3日，东江区第八届龙舟赛在东江公园举行，来自全市的16支队伍参加了比赛。
"""
    assert titles(text) == ["【云岭】启动夏季安全生产大检查", "【南浦】新增公交线路3条", "【东江】举办龙舟赛"]


def test_a_commentary_before_a_report() -> None:
    text = """让服务更有温度
□ 李明
办事难不难，群众最有发言权。一些地方推行“最多跑一次”，把方便留给群众，赢得了点赞。
服务要有温度，就要换位思考。站在群众角度想问题，才能把好事办好。
云岭县表彰十佳教师
本报讯（通讯员 王小红）9月9日，云岭县召开庆祝教师节大会，表彰十佳教师和20名优秀教育工作者。
"""
    assert titles(text) == ["让服务更有温度", "云岭县表彰十佳教师"]


def test_two_reports_without_datelines() -> None:
    text = """市委书记到云岭县调研
4月2日至3日，市委书记陈国强到云岭县调研。他强调，要统筹疫情防控和经济社会发展。
市领导王建华、刘明参加调研。
全市春耕生产现场会召开
4月3日，全市春耕生产现场会在南浦区召开。副市长李建国出席会议。
与会人员参观了南浦区育秧工厂。
李建国要求，要抓住农时，扎实推进春耕生产。
记者 林晓峰 何静
"""
    first, second = split(text)
    assert (first.title, second.title) == ("市委书记到云岭县调研", "全市春耕生产现场会召开")
    assert [b.name for b in second.bylines] == ["林晓峰", "何静"]


def test_numbered_subheads_do_not_split_a_story() -> None:
    text = """云岭县优化营商环境十条措施出台
本报讯 6月2日，云岭县出台优化营商环境十条措施，进一步激发市场活力。
一、简化审批流程
推行“一窗受理、集成服务”，企业开办时间压缩至1个工作日。
二、降低企业成本
落实减税降费政策，上半年为企业减负3200万元。
县长周启明表示，将以更大力度优化营商环境。
（记者 林晓峰）
"""
    (article,) = split(text)
    assert article.title == "云岭县优化营商环境十条措施出台"
    assert article.subheads[:1] == ["一、简化审批流程"]
    assert [(b.name, b.role) for b in article.bylines] == [("林晓峰", "记者")]


def test_subheads_of_a_feature_whose_byline_closes_the_lead() -> None:
    text = """石桥镇党建引领乡村振兴 支部建在产业链上

本报讯 近年来，石桥镇坚持党建引领，把支部建在产业链上，走出了一条新路子。记者 林晓峰 何静 文/图

支部带动 草莓变成“致富果”

据介绍，石桥镇白沙村草莓种植面积已达到1200亩，带动农户326户，党支部书记李成带头成立合作社。

村民李桂兰说，加入合作社以后，种草莓不愁卖，家里的收入一年比一年多。

党员带头 乡村振兴有了“领头雁”

在石桥镇，像李成这样的党员致富带头人还有86名。镇党委把党员的力量凝聚到产业链上，党支部的作用越来越强。

南浦区召开防汛工作会议

本报讯 5月7日，南浦区召开防汛工作会议，安排部署今年的防汛抗旱工作，区长赵敏出席会议并讲话。
"""
    articles = split(text)
    assert articles[0].title == "石桥镇党建引领乡村振兴 支部建在产业链上"
    assert articles[-1].title == "南浦区召开防汛工作会议"
    assert [b.name for b in articles[0].bylines] == ["林晓峰", "何静"]


def test_a_column_with_indented_heads() -> None:
    text = """　　云岭县表彰十佳教师
　　本报讯　为弘扬尊师重教的
风尚，9月9日，云岭县召开庆祝
教师节大会，表彰十佳教师和20
名优秀教育工作者，县委书记马
文涛出席大会并讲话。
　　会议号召，全县广大教师要
向先进学习，争做新时代的好老
师，办好人民满意的教育。
　　　　（通讯员　王小红）
"""
    (article,) = split(text)
    assert article.title == "云岭县表彰十佳教师"
    assert "弘扬尊师重教的风尚，9月9日，云岭县召开庆祝教师节大会" in article.text
    assert [(b.name, b.role) for b in article.bylines] == [("王小红", "通讯员")]
