"""What went wrong between us and a server, in words: from the exceptions of sockets, TLS and aiohttp."""

import errno
import ssl

import aiohttp

from seedlint.net.dial import RefusedError
from seedlint.text.record import NamedTuple


class Problem(NamedTuple):
    """Why there is no answer.

    ``code`` is that of the verdict. ``blocked``: the policy forbids to ask.
    """

    code: str
    reason: str
    blocked: bool = False


_CERTIFICATE = {
    9: ("certificate-not-yet-valid", "the certificate is not valid yet"),
    10: ("certificate-expired", "the certificate has expired"),
    18: ("certificate-self-signed", "the certificate is self-signed"),
    19: ("certificate-self-signed", "the certificate is of a private authority"),
    20: ("certificate-unknown-issuer", "the certificate's issuer is unknown, or a certificate in between is missing"),
    21: ("certificate-incomplete-chain", "a certificate in between is missing"),
    23: ("certificate-revoked", "the certificate is revoked"),
    62: ("certificate-wrong-host", "the certificate is for another host"),
    64: ("certificate-wrong-host", "the certificate is for another address"),
}
"""By OpenSSL's verify codes (``x509_vfy.h``)."""

_ERRNO = {
    errno.ECONNREFUSED: ("connection-refused", "the server refuses the connection"),
    errno.ECONNRESET: ("connection-closed", "the server breaks the connection off"),
    errno.EPIPE: ("connection-closed", "the server breaks the connection off"),
    errno.ECONNABORTED: ("connection-closed", "the server breaks the connection off"),
    errno.ENETUNREACH: ("unreachable", "there is no route to the server"),
    errno.EHOSTUNREACH: ("unreachable", "there is no route to the server"),
    errno.ENETDOWN: ("unreachable", "the network is down"),
    errno.EADDRNOTAVAIL: ("unreachable", "there is no route to the server"),
    errno.EMFILE: ("internal-error", "this computer cannot open more connections"),
    errno.ENFILE: ("internal-error", "this computer cannot open more connections"),
    errno.ETIMEDOUT: ("connect-timeout", "the server does not take the connection"),
}
_TOO_BIG = ("LineTooLong", "Too many headers", "Got more than")


def problem_of(error: BaseException) -> Problem:
    """The problem that ``error`` is about."""
    for cause in _causes(error):
        if isinstance(cause, RefusedError):
            return Problem(cause.refused.kind.value, cause.refused.reason, True)
        # aiohttp's own errors derive from those of ssl without having what those have
        if isinstance(cause, ssl.SSLCertVerificationError) and hasattr(cause, "verify_code"):
            return _certificate_problem(cause)
        if isinstance(cause, ssl.SSLError) and getattr(cause, "reason", None):
            return _tls_problem(cause)
        if isinstance(cause, aiohttp.ConnectionTimeoutError):
            return Problem("connect-timeout", "the server does not take the connection in time")
        if isinstance(cause, TimeoutError):
            return Problem("timeout", "the server does not answer in time")
    if isinstance(error, aiohttp.ClientConnectorError) and error.ssl and _is_bare_reset(error.os_error):
        return Problem("tls-failure", "the server ends the TLS handshake")
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _ERRNO:
            return Problem(*_ERRNO[cause.errno])
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return Problem("tls-failure", "the TLS handshake fails")
    return _protocol_problem(error)


def _is_bare_reset(error: OSError) -> bool:
    """Whether a connection ended in order: asyncio calls that a reset too, without an error number."""
    return isinstance(error, ConnectionResetError) and error.errno is None


def _causes(error: BaseException) -> list[BaseException]:
    """``error`` and what it comes from, at most a few steps."""
    found: list[BaseException] = []
    pending: list[BaseException | None] = [error]
    while pending and len(found) < 8:
        current = pending.pop(0)
        if current is None or current in found:
            continue
        found.append(current)
        for name in ("os_error", "certificate_error"):
            inner = getattr(current, name, None)
            if isinstance(inner, BaseException):
                pending.append(inner)
        pending += [current.__cause__, current.__context__]
    return found


def _certificate_problem(error: ssl.SSLCertVerificationError) -> Problem:
    known = _CERTIFICATE.get(error.verify_code)
    if known is not None:
        return Problem(*known)
    return Problem("certificate-invalid", f"the certificate is not valid: {error.verify_message}")


def _tls_problem(error: ssl.SSLError) -> Problem:
    reason = error.reason.replace("_", " ").lower()
    if "wrong version number" in reason or "http request" in reason:
        return Problem("tls-not-spoken", "the server does not speak TLS at this port")
    if "protocol version" in reason or "unsupported protocol" in reason:
        return Problem("tls-version", "the server speaks only old versions of TLS")
    return Problem("tls-failure", f"the TLS handshake fails: {reason}")


def _protocol_problem(error: BaseException) -> Problem:
    """A problem of HTTP itself."""
    text = str(error)
    if any(mark in text for mark in _TOO_BIG):
        return Problem("header-too-big", "the header of the answer is bigger than seedlint reads")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Problem("connection-failed", "the connection fails")
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, ConnectionError)):
        return Problem("connection-closed", "the server closes the connection without an answer")
    return Problem("malformed-answer", "the answer is not proper HTTP")
