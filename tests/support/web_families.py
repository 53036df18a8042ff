"""Saved news pages of ten families, one template each, made of invented stories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WebStory:
    title: str
    body: tuple[str, ...]
    date: str
    outlet: str
    names: tuple[str, ...]

    @property
    def html_date(self) -> str:
        year, month, day = self.date.split("-")
        return f"{year}年{month}月{day}日"


STORIES = (
    WebStory(
        "石桥镇三座蓄水池建成通水",
        (
            "本报讯（记者 林晓峰）4月12日，石桥镇三座蓄水池全部建成通水，惠及六个行政村的四千多名群众。",
            "“以前浇地要等天，现在拧开阀门就来水。”白沙村村民何国强说，今年他家的果园不再为灌溉发愁。",
            "镇长周启明介绍，三座蓄水池总库容一万八千立方米，配套管网二十三公里，投资六百四十万元。",
            "下一步，石桥镇将完善管护制度，让工程长期发挥效益。",
        ),
        "2022-04-13",
        "云岭日报",
        ("林晓峰",),
    ),
    WebStory(
        "南浦区老旧小区加装电梯“一站式”办结",
        (
            "“真没想到，两个星期就批下来了。”9月3日，南浦区和平里小区居民王小红指着新电梯说。",
            "去年以来，南浦区把加装电梯的七个审批环节并联办理，群众只跑一次、只交一套材料。",
            "区住建局负责人陈立新表示，截至8月底，全区已加装电梯一百二十六部，另有四十部正在施工。",
        ),
        "2023-09-04",
        "南浦晚报",
        ("赵雪梅", "何静"),
    ),
)

MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/yw">要闻</a></li><li><a href="/sh">社会</a></li></ul></div>'
HOT = "".join(f'<li><a href="/{n}.html">东江市第{n}届龙舟赛开赛，两岸观众过万</a></li>' for n in range(1, 9))
FOOT = "版权所有 云岭新闻网 未经授权禁止转载 滇ICP备12345678号 违法和不良信息举报电话：0870-1234567"
SITE_TEXT = (
    "首页",
    "要闻",
    "龙舟赛",
    "版权所有",
    "ICP",
    "举报",
    "打印",
    "评论",
    "责任编辑",
    "扫一扫",
    "客户端",
    "上一篇",
    "分享",
    "字号",
    "点击",
)


def _paragraphs(story: WebStory, mark: str = "p", indent: str = "") -> str:
    return "".join(f"<{mark}>{indent}{text}</{mark}>" for text in story.body)


def county(story: WebStory) -> bytes:
    """A county's site: tables for layout, GBK, an editor's block."""
    page = f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
    <TITLE>{story.title}--云岭县人民政府门户网站</TITLE></HEAD><BODY><TABLE width=960><TR><TD>
    <a href=/>网站首页</a> | <a href=/zw>政务公开</a> | <a href=/hd>互动交流</a></TD></TR>
    <TR><TD>您现在的位置：<a href=/>首页</a> &gt; <a href=/dt>部门动态</a> &gt; 正文</TD></TR>
    <TR><TD align=center class=bt>{story.title}</TD></TR>
    <TR><TD align=center>来源：{story.outlet} &nbsp; 作者：{" ".join(story.names)} &nbsp; 发布时间：{story.date} 09:15 &nbsp; 【字体：大 中 小】</TD></TR>
    <TR><TD><div class=TRS_Editor>{_paragraphs(story, "P", "　　")}</div></TD></TR>
    <TR><TD>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</TD></TR>
    <TR><TD>主办：云岭县人民政府办公室 技术支持：云岭县信息中心 滇ICP备05001234号</TD></TR></TABLE></BODY></HTML>"""
    return page.encode("gbk")


def portal(story: WebStory) -> bytes:
    """A portal: hot lists beside and behind the text, comments of readers."""
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{story.title}_要闻_云岭新闻网</title>
    <meta name="publishdate" content="{story.date}"><meta name="source" content="{story.outlet}"></head><body>{MENU}
    <div class="wrap"><div class="left"><h1>{story.title}</h1>
    <div class="info"><span>{story.date} 08:12:33</span><span>来源：{story.outlet}</span><span>作者：{"、".join(story.names)}</span><span>字号：大 小</span></div>
    <div class="article">{_paragraphs(story)}<p>（责任编辑：李明）</p></div>
    <div class="share">分享到：微信 微博</div>
    <h3>相关新闻</h3><ul>{HOT}</ul>
    <div class="comment"><h3>网友评论</h3><p>云岭网友：家乡变化真大，为建设者点赞，希望越来越好！</p><p>路过：支持，什么时候轮到我们村？</p></div>
    </div><div class="sidebar"><h3>热门推荐</h3><ul>{HOT}</ul></div></div>
    <div class="footer">{FOOT}</div></body></html>"""
    return page.encode()


def founder(story: WebStory) -> bytes:
    """An e-paper of Founder's system: properties in a comment, its own tags."""
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{story.outlet}数字报</title></head><body>
    <!--enpproperty <articleid>77</articleid><date>{story.date} 00:00:00.0</date><author>{" ".join(story.names)}</author>
    <title>{story.title}</title><keyword></keyword><subtitle></subtitle><introtitle>把好事办好</introtitle><siteid>1</siteid>
    <nodename>A02版:要闻</nodename><sourcename>{story.outlet}</sourcename>/enpproperty-->
    <table><tr><td><a href="node_1.htm">第A01版：头版</a></td><td><a href="node_2.htm">第A02版：要闻</a></td></tr>
    <tr><td><founder-introtitle>把好事办好</founder-introtitle><founder-title>{story.title}</founder-title></td></tr>
    <tr><td><founder-content><!--enpcontent-->{_paragraphs(story, "P")}<!--/enpcontent--></founder-content></td></tr>
    <tr><td>按日期检索 日 一 二 三 四 五 六</td></tr><tr><td>{FOOT}</td></tr></table></body></html>"""
    return page.encode()


def epaper(story: WebStory) -> bytes:
    """Another e-paper: the text in #ozoom, the date above, a map of the page beside."""
    areas = "".join(f'<area coords="1,{n},9,{n}" href="content_{n}.htm">' for n in range(6))
    page = f"""<html><head><meta charset="utf-8"><title>{story.title}</title></head><body>
    <div class="top">{story.outlet} {story.html_date} 星期三 <a href="../">上一期</a> <a href="../">下一期</a></div>
    <img src="page.jpg" usemap="#m"><map name="m">{areas}</map>
    <div class="main"><div class="title">{story.title}</div><div class="zz">作者：{" ".join(story.names)}</div>
    <div id="ozoom">{_paragraphs(story)}</div></div><div>上一篇 下一篇 放大 缩小 默认</div><div class="foot">{FOOT}</div></body></html>"""
    return page.encode()


def account(story: WebStory) -> bytes:
    """An article of a public account: sections and spans, calls to follow."""
    sections = "".join(
        f'<section><p><span style="font-size:15px">{text}</span></p></section>' for text in story.body
    )
    page = f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{story.title}">
    <meta name="author" content="{story.names[0]}"><title></title></head><body><div id="page-content">
    <h2 class="rich_media_title" id="activity-name"> {story.title} </h2>
    <div id="meta_content"><span>{story.names[0]}</span> <a href="#">{story.outlet}</a> <em id="publish_time">{story.date} 07:30</em></div>
    <p>点击上方蓝字关注我们</p><div class="rich_media_content" id="js_content" style="visibility:hidden">{sections}
    <p>来源：{story.outlet}</p><p>长按二维码关注{story.outlet}公众号</p></div></div>
    <div>预览时标签不可点</div><div>微信扫一扫关注该公众号</div></body></html>"""
    return page.encode()


def modern(story: WebStory) -> bytes:
    """A site of today: declarations for machines, <article>, related articles with summaries."""
    page = f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{story.title} - 云岭融媒</title>
    <script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{story.title.replace('"', "")}",
    "datePublished":"{story.date}T08:00:00+08:00","author":[{{"@type":"Person","name":"{story.names[0]}"}}],
    "publisher":{{"@type":"Organization","name":"{story.outlet}"}}}}</script></head><body><header>{MENU}</header>
    <main><article><h1>{story.title}</h1><time datetime="{story.date}">{story.date}</time>{_paragraphs(story)}</article>
    <aside><h2>为您推荐</h2><div><a href="/9">东江市龙舟赛</a><p>两岸观众过万，九支队伍争夺冠军，场面十分热烈。</p></div></aside></main>
    <footer>{FOOT}</footer></body></html>"""
    return page.encode()


def old(story: WebStory) -> bytes:
    """A page of the nineties: fonts, breaks instead of paragraphs, no declarations, GBK."""
    text = "<br>\n<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in story.body)
    page = f"""<html><head><title>{story.title}</title></head><body bgcolor=#ffffff><center><img src=logo.gif>
    <table border=0><tr><td><a href=index.htm>首页</a></td><td><a href=bbs.htm>论坛</a></td></tr></table>
    <font size=5><b>{story.title}</b></font><br><font size=2>{story.html_date} 10:20　来源：{story.outlet}　作者：{"　".join(story.names)}</font></center><hr>
    <table width=600><tr><td><font size=3>{text}</font></td></tr></table><hr><center>[<a href=#>关闭窗口</a>] [<a href=#>打印</a>]<br>
    Copyright 1998-2010 云岭热线 All Rights Reserved</center></body></html>"""
    return page.encode("gbk")


def aggregator(story: WebStory) -> bytes:
    """A collector of news: glued labels, an editor's line, lists of headlines without marks."""
    lines = "".join(
        f"<div><a href=/{n}>东江市第{n}届龙舟赛开赛</a><span>0{n}-11</span></div>" for n in range(1, 8)
    )
    page = f"""<html><head><meta charset="utf-8"><title>{story.title}|云岭|民生_云岭资讯</title>
    <meta property="og:title" content="{story.title}"><meta property="og:site_name" content="云岭资讯"></head><body>{MENU}
    <div class="main-title">{story.title}</div>
    <div class="date-source"><span class="date">{story.html_date} 18:01</span><span class="source">来源：{story.outlet}</span><span>作者：{story.names[0]}</span></div>
    <div class="article-content" id="artibody"><p>原标题：{story.title}</p>{_paragraphs(story)}<p>责任编辑：赵敏</p></div>
    <div class="hot-news"><div>今日热点</div>{lines}</div><div class="blk">举报邮箱：jubao@example.com</div></body></html>"""
    return page.encode()


def blog_system(story: WebStory) -> bytes:
    """A common content system: a path, counts of clicks, neighbours, keywords."""
    page = f"""<html><head><meta charset="utf-8"><title>{story.title} - 云岭网</title><meta name="keywords" content="云岭,民生"></head><body>{MENU}
    <div class="place"><strong>当前位置:</strong> <a href="/">主页</a> &gt; <a href="/n">新闻</a> &gt;</div>
    <div class="viewbox"><div class="title"><h2>{story.title}</h2></div>
    <div class="info"><small>时间:</small>{story.date} 11:05<small>来源:</small>{story.outlet}<small>作者:</small>{" ".join(story.names)}<small>点击:</small>136次</div>
    <div class="content"><table><tr><td>{_paragraphs(story, "div")}</td></tr></table></div>
    <div class="dede_pages"></div><div class="context"><div>上一篇：<a href="1">东江市龙舟赛开赛</a></div><div>下一篇：没有了</div></div>
    <div>------分隔线----------------------------</div><div class="newdigg">顶一下 (0) 踩一下 (0)</div></div>
    <div class="commonlist">推荐内容<ul>{HOT}</ul></div><p>{FOOT}</p></body></html>"""
    return page.encode()


def mobile(story: WebStory) -> bytes:
    """A page for telephones: divisions instead of paragraphs, calls to open the application."""
    text = "".join(f"<div>{text}</div>" for text in story.body)
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>{story.title}_{story.outlet}客户端</title></head><body><div>打开{story.outlet}客户端，看更多精彩</div>
    <section><h1>{story.title}</h1><div>{story.outlet} {story.date} 06:40</div><div>文/{" ".join(story.names)}</div><div>{text}</div></section>
    <div>展开全文</div><div>点击下载客户端</div><div>最新评论</div><div>家乡人：好消息，期待早日用上，谢谢你们！</div>
    <div>热门推荐</div><div><a href=1>东江市龙舟赛开赛</a></div><div>{FOOT}</div></body></html>"""
    return page.encode()


FAMILIES = (county, portal, founder, epaper, account, modern, old, aggregator, blog_system, mobile)
