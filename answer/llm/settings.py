"""The settings of a language model. Without them there is none: nothing is imported for it and nothing is sent anywhere."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from policy import BadInput

_SECONDS = 20.0
_LONGEST = 300.0


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """A server that speaks the OpenAI chat protocol: its base URL (…/v1), the model's name there, a key ("" for none), and how many
    seconds a question may wait for it in all."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS


def llm_settings(environment: Mapping[str, str]) -> LlmSettings | None:
    """The settings of TIAOWEN_LLM_URL, _MODEL, _KEY and _SECONDS; None where URL and model are unset. BadInput where they are no use."""
    url, model, key, seconds = (environment.get(f"TIAOWEN_LLM_{name}", "").strip() for name in ("URL", "MODEL", "KEY", "SECONDS"))
    if not url and not model:
        return None
    if not url or not model:
        missing = "TIAOWEN_LLM_MODEL" if url else "TIAOWEN_LLM_URL"
        raise BadInput(f"{missing} 没有设置 (is not set)", "TIAOWEN_LLM_URL 与 TIAOWEN_LLM_MODEL 要一起设置；都不设置则不用语言模型。")
    if not _usable(url):
        raise BadInput(
            "TIAOWEN_LLM_URL 不是可用的网址 (no usable address)", "写成 http://127.0.0.1:11434/v1 这样；密钥写在 TIAOWEN_LLM_KEY。"
        )
    if not re.fullmatch(r"[\x21-\x7e]*", key):  # it is not quoted: a key is never shown
        raise BadInput("TIAOWEN_LLM_KEY 含有不能用的字符 (unusable characters)", "检查密钥里是否混入空格、换行或中文字符。")
    return LlmSettings(url.rstrip("/"), model, key, _limit(seconds))


def _usable(url: str) -> bool:
    """http or https, a host, nothing secret in it and nothing that cannot go on a request line."""
    try:
        parts = urlsplit(url)
        host, _port = (parts.hostname or "").encode("idna"), parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in ("http", "https") and bool(host) and plain and re.fullmatch(r"[\x21-\x7e]*", parts.path) is not None


def _limit(said: str) -> float:
    if not said:
        return _SECONDS
    try:
        seconds = float(said)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST:
        raise BadInput(f"TIAOWEN_LLM_SECONDS={said} 不是可用的时限", f"写成大于 0、不超过 {_LONGEST:.0f} 的秒数，默认 {_SECONDS:.0f}。")
    return seconds
