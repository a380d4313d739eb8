"""Words of duty turned into what contradicts them: 应当 into 可以不, 不得 into 可以."""

import re
from collections.abc import Iterator

from exam import points
from exam.points import Point
from exam.said import Said

# Only what contradicts: that one may do what one has to do denies nothing.
_MODAL_SWAP = {
    "应当": "可以不", "必须": "可以不", "不得": "可以", "可以": "不得", "有权": "无权", "严禁": "允许", "禁止": "允许",
}  # fmt: skip
_WITH_SWAP = {"应当予以": "可以不予", "应当依法予以": "可以不予", "有权依法": "无权", "不得以": "可以用"}
_WITH = re.compile("应当(?:依法)?予以(?=[没取关退公撤])|有权依法(?=提出|申请|要求)|不得以(?=[^，]{2,8}(?:代替|替代))")
# Nobody would take it for allowed.
_ABSURD = re.compile(
    "非法|违法|违规|不合格|虚假|危险|越权|阻拦|阻挠|谎报|危害|侵占|挪用|截留|私分|障碍|泄露|歧视|伪造|骗|侮辱|虐待|侵犯|损害|变相|不正当|违背|违反|破坏|篡改|隐瞒|销毁|职守|逃匿|影响[^，]*正常|收受|索取|无关|随意|擅自|捏造|诬告|陷害|诽谤|任意|选择性|弄虚作假|不符合|国家禁止|有毒|推诿|拖延|以罚代|指标"
)
# 不得委托其他组织: other than those that the sentence before names, which may.
_OTHERS = re.compile("(?<!或者)(?<![和、及])其他")
# What one may well leave undone, as a candidate could believe: no virtue, and nothing that begins with when, where or how.
_LEFT = re.compile(
    "(?:向(?!.*应当)[^，]{2,10}?)?(?:公示|公布|公开|告知|说明|出示|回避|听取|报告|备案|制作|送达|组织|举行|召开|评估|征求|进行|载明|注明|记载|签名|盖章|通知|移送"
    "|赔偿|退还|返还|出具|采纳|复核|提交|提出|附|保存|归档|登记|设置|设立|配备|申请|签订|接受|取得|审查|检查|审核|责令|没收|折抵|吊销|提供|标明|标注|公告|建立|制定"
    "|报(?=[\u4e00-\u9fff]{2,}(?:备案|批准|同意))|经(?=[\u4e00-\u9fff]{2,}(?:批准|同意|审核|审查)))"
    "(?!健全)"
)


def turned_modals(said: Said) -> Iterator[tuple[int, int, str]]:
    """(start, end, what a false sentence says there) for each word of duty that can be turned, with the words that would not go with the
    other: 应当予以没收 is 可以不予没收, 应当依法公开 可以不公开."""
    for p in points.modal(said):
        if m := _WITH.match(said.text[p.start :]):
            yield p.start, p.start + m.end(), _WITH_SWAP[m.group()]
        elif _plain_modal(said.text, p):
            lawfully = p.text in ("应当", "必须") and said.text[p.end :].startswith("依法")
            yield p.start, p.end + (2 if lawfully else 0), _MODAL_SWAP[p.text]


def _alone(after: str) -> bool:
    """Whether what a word of duty governs ends with its part of the sentence: what follows a comma has a subject or a duty of its own."""
    _, _, rest = after.partition("，")
    return not rest or re.match("[^，]{0,16}(?:应当|不得|可以|必须|由|有权)", rest) is not None


def _plain_modal(text: str, p: Point) -> bool:
    """Whether turning a word of duty reads well: not under an exception, nor where its sentence already says the other."""
    after = text[p.end :]
    if p.text in ("应当", "必须"):
        m = _LEFT.match(after.removeprefix("依法"))
        return m is not None and _alone(after) and text.count(m.group()[-2:]) == 1 and not re.search("可以不|方可|未经", text)
    if p.text == "可以":
        return (
            _alone(after)
            and not text[: p.start].endswith(("处于", "属于", "作为", "成为", "是"))  # 处于可以升级的状态
            and re.match("是|由.{1,12}也可以|不|在|依照|按照|根据|以|自|向.{1,12}投诉|依法申请|申请|依法", after) is None
            and not re.search("中的?一[种个项]|之一|不得|(?:批准|同意|许可)的?，|也可以|(?:其他|、[^，]{0,4})可以", text)
        )
    if p.text == "有权":
        return re.match("根据|依法", after) is None
    if text.startswith("除") or re.search("除[^，]{2,30}外，[^，]*$", text[: p.start]) or re.search("未经.*应当|应当.*未经", text):
        return False
    if p.text == "不得" and (re.match("少于|超过|低于|高于|以", after) or "任何" in after):
        return False
    if p.text == "不得" and (text.count("不得") > 1 or "，并" in after):
        return False
    if p.text in ("严禁", "禁止") and not re.search("(?:^|，|国家)$", text[: p.start]):  # 制定禁止使用…的规定
        return False
    if re.search("(?:不具备|不符合|未取得|不合格)[^，]*的，[^，]*$", text[: p.start]):
        return False
    if _ABSURD.search(after) or _OTHERS.search(after) or re.search("、严|、不", after):
        return False
    return _MODAL_SWAP[p.text] + after[:2] not in text
