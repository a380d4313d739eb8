"""Page furniture: what a web page or a print run puts around a document. Recognised by its kind, at the head and tail only."""

import re
from dataclasses import dataclass

from ingest.repair.lines import Line

_HEAD_LINES = 60
_TAIL_LINES = 80

_FIELD = (
    r"(?:信息)?索引号|文件编号|发文字号|发文文号|文\s*号|统一编号|登记号|规范性文件编号|产生时间|生成日期|生成时间|成文日期|成文时间|发文日期|发布日期|发布时间|"
    r"发文时间|印发日期|公开日期|公布日期|施行日期|实施日期|更新时间|录入时间|日期|时间|公开形式|公开方式|公开时限|公开程序|公开范围|公开类别|公开属性|"
    r"责任部门(?:[(（]科室[)）])?|责任处室|公开责任部门|发布机构|发布单位|发布机关|发布部门|发文机关|发文单位|发文机构|制发机关|制定机关|制定单位|颁布单位|"
    r"公开单位|公开主体|信息来源|文章来源|稿件来源|来\s*源|出处|单位|信息分类|主题分类|组配分类|所属主题|主题类别|主题词|体裁分类|体裁|文种|服务对象|"
    r"有效期|有效性|时效性?|时效状态|效力状态|内容概述|内容概要|信息名称|文件名称|关键词|关键字|名\s*称|标\s*题|作\s*者|编\s*辑|责任编辑|责编|审核|校对|"
    r"撰稿|摄影|录入|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读数?|点击数?|点击率|点击量|点击次数|查阅次数|查看次数|访问量|访问次数|人气|字体大小|字体|字号|"
    r"分享到?|视力保护色|保护视力色|背景色|打印|收藏|分类|栏目|公文种类|文件类型"
)
_FIELDS = re.compile(rf"[【\[(（]?\s*(?:{_FIELD})\s*[】\])）]?\s*(?:[:：|]|$)")
_FIELD_AGAIN = re.compile(rf"(?:^|[\s|【\[(（])(?:{_FIELD})\s*[】\])）]?\s*[:：]")
_OFFICIAL = re.compile(r"^(?:主题词|单位|时间|日期|分类|审核|作者|名\s*称|标\s*题|打印|收藏)\s*[:：]?")
_CRUMB = re.compile(
    r"(?:您|你)?(?:现在|當前|当前|目前)?(?:所在)?(?:的)?位置\s*[:：]|^(?:\d+\.\s*)?(?:网站)?首\s*页(?:\s*[>»›＞/|→-]|$)|^(?:\d+\.\s*)?[>»›＞]|\S\s+[>»›＞]\s+\S+\s+[>»›＞]"
    r"|^\S{2,12}\s*[>»›＞]+\s*\S{2,12}\s*[>»›＞]|^(?:\d+\.\s*)\S{1,8}\s*[>»›＞]|[>»›＞]\s*$"
)
_MENU = re.compile(
    r"(?:网站)?(?:首\s*页|主\s*页)|返回(?:首页|顶部|上一页|列表)?|设为首页|加入收藏|无障碍(?:阅读|浏览)?|长者(?:模式|版|专区)|适老(?:化|版)|繁體(?:中文|版)?|简体(?:中文|版)?|"
    r"ENGLISH|English|登录|注册|搜\s*索|检索|站内搜索|政务公开|信息公开|政府信息公开|互动交流|政务服务|新闻中心|走进\S{2,4}|通知公告|政策文件|政策解读|网站地图|"
    r"手机版|客户端|官方微博|官方微信|微信公众号|微信|微博|打印(?:本页|此页|页面)?|关闭(?:窗口|本页|页面)?|分享|收藏|扫一扫|我要纠错|纠错|字号|[大中小]|"
    r"默认|下载|附件下载|全文下载|我要打印|上一[篇页条]|下一[篇页条]|大中小|A[+-]?"
)
_BARE = re.compile(rf"[\[【(（]?\s*(?:{_MENU})\s*[\]】)）]?")
_MENUS = re.compile(rf"(?:[\[【(（]?\s*(?:{_MENU})\s*[\]】)）]?[\s|/·、,，:：+]*)+")
_TAIL = re.compile(
    r"^[【\[(（]?\s*(?:版权(?:声明|所有|归)|免责声明|特别声明|郑重声明|法律声明|声明[:：]|微信(?:扫一扫|订阅号|公众号|搜一搜)|扫一扫|扫描(?:下方|上方|二维码)|长按(?:识别|二维码)|联系(?:我们|客服|方式|电话)|"
    r"客服|在线客服|工作日[:：]|工作时间[:：]\s*\d|本文(?:标题|链接|地址|网址|来源|由|转自|仅)|链接地址|文章链接|原文(?:链接|地址|标题|出处)|转载(?:请|自|于)|来\s*源\s*[:：]|"
    r"(?:信息|文章|稿件)来源|责任编辑|责\s*编|编\s*辑\s*[:：]|(?:上|下)一[篇页条]|相关(?:链接|阅读|文章|新闻|推荐|信息|资讯|文档|稿件|报道)|推荐阅读|延伸阅读|猜你喜欢|热门(?:文章|推荐|标签)|"
    r"最新(?:文章|资讯)|更多(?:相关|精彩)|友情链接|网站(?:地图|标识码|声明|首页|主办)|主办单位?[:：]|主办方|承办(?:单位)?[:：]|技术支持|备案(?:号|序号)|\S{0,2}ICP[备证]|"
    r"\S{0,4}公网安备|Copyright|COPYRIGHT|copyright|©|All Rights|Powered by|地址[:：].{0,40}(?:邮编|电话)|邮编[:：]\d|建议使用|您是第|您好[,，]|"
    r"(?:点击|阅读)(?:下载|原文|全文|查看|数)|打赏|赞\s*\(|点赞|喜欢\(|评论|发表评论|网友评论|举报|收藏|分享|打印|关闭|返回|标签[:：]|关键词[:：]|Tags?[:：]|阅读原文|全文完|正文结束|"
    r"如(?:需|有)?(?:发现|转载|侵权)|未经(?:许可|授权)|附件下载|下载(?:附件|文档|地址|全文)|文档(?:下载|来源))"
)
_LINK = re.compile(r"https?://|www\.|[\w.]+@[\w.]+\.\w+|\.(?:com|cn|net|org)\b")
_LEGALESE = re.compile(
    r"转载|版权|侵权|原创|传播|举报|会员|本站|本网|本文|网站|删除|邮箱|邮件|客服|免责|观点|作者|抄袭|违法违规|存储空间|下载|扫码|二维码|公众号|订阅|联系"
)
_TAIL_INLINE = re.compile(r"[\s|]+(?:[(（【]?\s*(?:来源|信息来源|责任编辑|责编|编辑|作者)\s*[:：]\s*[^\s。，；|]{1,20}[)）】]?[\s|]*)+$")
_TITLE = re.compile(
    r"(?:通知|意见|意見|方案|办法|辦法|条例|條例|规定|規定|纲要|綱要|规划|規劃|计划|計劃|决定|決定|公告|通告|细则|細則|报告|報告|函|批复|批復|要点|措施|决议|令|章程|"
    r"公报|指南|标准|制度|规则|解释)(?:[》」』]?\s*[(（][^()（）]{1,30}[)）])?[》」』]?$"
)
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.、]|附件|抄送|各.{2,60}[:：]$)"
)
_END_OF_SENTENCE = re.compile(r"[。；;！？!?]")


@dataclass(slots=True)
class Stripped:
    """The lines of the document itself; the lines taken off that may say something about it; how many were taken off."""

    lines: list[Line]
    furniture: list[str]
    removed: int
    misled: int = 0


def strip(lines: list[Line]) -> Stripped:
    """Takes the furniture off the head and the tail. Never touches what stands between the first and last line of the body."""
    cut = _cut_inline(lines)
    head = _head(lines)
    tail = _tail(lines, max(head, default=-1) + 1)
    gone = head | tail
    if not any(line.text for i, line in enumerate(lines) if i not in gone):
        return Stripped(lines, [], 0)
    misled = _lying_title(lines, head)
    furniture = [line.text for i, line in enumerate(lines) if i in gone] + cut
    gone |= misled
    kept: list[Line] = []
    pages = 0
    for i, line in enumerate(lines):
        if i in gone:
            pages += line.pages
        else:
            line.pages += pages
            pages = 0
            kept.append(line)
    if pages:
        kept.append(Line("", pages=pages))
    removed = len(gone) - len(misled) + len(cut)
    return Stripped(kept, furniture, removed, len(misled))


def _is_field(text: str) -> bool:
    """A line of a page's table about the document: 索引号：… 发布日期：…"""
    if not _FIELDS.match(text) or len(text) > 160:
        return False
    again = len(_FIELD_AGAIN.findall(text))
    return again > 1 or not _OFFICIAL.match(text) or not _END_OF_SENTENCE.search(text)


def _is_head(text: str) -> bool:
    return _is_field(text) or bool(_CRUMB.search(text) and len(text) < 80) or bool(_MENUS.fullmatch(text))


def _head(lines: list[Line]) -> set[int]:
    """Furniture before the body begins; titles between two pieces of furniture stay."""
    gone: set[int] = set()
    for i, line in enumerate(lines[:_HEAD_LINES]):
        text = line.text
        if _is_head(text):
            gone.add(i)
        elif _NUMBERED.match(text) and not _CRUMB.search(text) or len(text) > 60 and _END_OF_SENTENCE.search(text):
            break
    last = max(gone, default=-1)
    if last >= 2:  # words of a menu that stand between pieces of furniture
        gone |= {i for i in range(last) if len(lines[i].text) <= 6 and _between(i, gone) and not _TITLE.search(lines[i].text)}
    return gone


def _between(i: int, gone: set[int]) -> bool:
    return i - 1 in gone and i + 1 in gone


def _lying_title(lines: list[Line], head: set[int]) -> set[int]:
    """A page's own heading right behind its breadcrumb, where it speaks of something else than the document does."""
    after = next((i for i in range(len(lines)) if i not in head), len(lines))
    if not head or after == 0 or after >= len(lines) - 3 or not any(_CRUMB.search(lines[i].text) for i in head if i < after):
        return set()
    text = re.sub(r"[^\u4e00-\u9fff]", "", lines[after].text)
    if not 6 <= len(text) <= 60 or _END_OF_SENTENCE.search(lines[after].text) or _NUMBERED.match(lines[after].text):
        return set()
    rest = "".join(line.text for line in lines[after + 1 :])
    if len(rest) < 10 * len(text):
        return set()
    unknown = sum(text[i : i + 2] not in rest for i in range(len(text) - 1))
    return {after} if unknown >= 0.4 * (len(text) - 1) else set()


def _is_tail(text: str) -> bool:
    if _TAIL.match(text) and len(text) <= 250:
        return not _END_OF_SENTENCE.search(text) or len(text) < 40 or len(_LEGALESE.findall(text)) >= 2
    if _MENUS.fullmatch(text) or _is_field(text) and not _NUMBERED.match(text):
        return True
    if len(text) > 250 or _NUMBERED.match(text):
        return False
    legalese = len(_LEGALESE.findall(text))
    return bool(_LINK.search(text) and len(text) < 80) or legalese >= max(2, len(text) / 30)


def _tail(lines: list[Line], start: int) -> set[int]:
    """Furniture after the body ends: up from the last line, over lines of furniture and at most two short ones between them."""
    gone: set[int] = set()
    skipped: list[int] = []
    for i in range(len(lines) - 1, max(start, len(lines) - _TAIL_LINES) - 1, -1):
        text = lines[i].text
        if not text:
            continue
        if _is_tail(text):
            gone |= {i, *skipped}
            skipped = []
        elif len(skipped) < 2 and len(text) <= 40 and not _belongs(text):
            skipped.append(i)
        else:
            break
    return gone


def _belongs(text: str) -> bool:
    """Lines that end a document: signature, date, printing note, enclosure, a heading or a sentence of its own."""
    return bool(
        _NUMBERED.match(text)
        or _END_OF_SENTENCE.search(text)
        or re.search(r"印发|印發|年\s*\d{1,2}\s*月|[日号)）]$|(?:政府|委员会|办公厅|办公室|厅|局|部|委|院|会)$|^[(（]此件|^附|^抄", text)
        or " | " in text
    )


def _cut_inline(lines: list[Line]) -> list[str]:
    """Takes a source note off the end of the last line (…落到实处。 来源：某某发布 |) and gives it back."""
    if lines and lines[-1].text and (match := _TAIL_INLINE.search(lines[-1].text)) and match.start() > 0:
        lines[-1].text = lines[-1].text[: match.start()].rstrip()
        return [match[0].strip(" |")]
    return []
