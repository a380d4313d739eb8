"""Who is logged in, and who has tried too often. Kept in memory: a restart logs everybody out."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from web.users import User, Users

IDLE = 12 * 3600.0  # seconds after which a session that nobody used ends
WINDOW = 15 * 60.0  # seconds for which a failed attempt counts
# Failures within the window: of one name from one address, from one address, of one name from anywhere. The last is high, so that
# nobody can lock a colleague out by a handful of wrong guesses.
_MOST = {"pair": 5, "address": 20, "name": 60}


@dataclass(frozen=True, slots=True)
class _Session:
    user: User
    until: float


class Sessions:
    """Sessions by the hash of their token. Called from several threads."""

    def __init__(self, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._users, self._clock, self._lock = users, clock, threading.Lock()
        self._live: dict[str, _Session] = {}

    def start(self, user: User) -> str:
        """The token of a new session."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._live = {key: session for key, session in self._live.items() if session.until > now}
            self._live[_hash(token)] = _Session(user, now + IDLE)
        return token

    def user(self, token: str) -> User | None:
        """Whose session it is; nobody's once it was idle too long, or the user was removed or changed."""
        key, now = _hash(token), self._clock()
        with self._lock:
            session = self._live.get(key)
            if session is None:
                return None
            if session.until <= now or self._users.all().get(session.user.name) != session.user:
                del self._live[key]
                return None
            self._live[key] = replace(session, until=now + IDLE)
            return session.user

    def end(self, token: str) -> None:
        with self._lock:
            self._live.pop(_hash(token), None)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class Attempts:
    """Counts failed logins by name and by address. Called from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failed: dict[tuple[str, ...], list[float]] = {}

    def wait(self, name: str, address: str) -> float:
        """Count an attempt, and 0; or, once there were too many, the seconds until another is taken.

        It counts as failed until `right` says otherwise, so that many at once are no way around.
        """
        with self._lock:
            now = self._clock()
            self._failed = {key: times for key, times in self._failed.items() if times and now - times[-1] < WINDOW}
            wait = max(self._left(key, now) for key in _keys(name, address))
            if not wait:
                for key in _keys(name, address):
                    self._failed.setdefault(key, []).append(now)
        return wait

    def _left(self, key: tuple[str, ...], now: float) -> float:
        times = [at for at in self._failed.get(key, ()) if now - at < WINDOW]
        most = _MOST[key[0]]
        return times[-most] + WINDOW - now if len(times) >= most else 0.0

    def right(self, name: str, address: str) -> None:
        """The attempt was a login: it, and the slips of this name from this address, count no longer."""
        with self._lock:
            slips = len(self._failed.pop(("pair", name, address), ()))
            for key in _keys(name, address)[1:]:
                times = self._failed.get(key, [])
                del times[max(0, len(times) - slips) :]


def _keys(name: str, address: str) -> list[tuple[str, ...]]:
    return [("pair", name, address), ("address", address), ("name", name)]
