"""Headers of every answer, set on the way out: middleware does not run for unknown addresses."""

from __future__ import annotations

from collections.abc import Collection

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from .visit import language_headers

POLICY = "; ".join([
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip
DOCS_POLICY = POLICY + "; style-src 'self' 'unsafe-inline'"
"""The API's documentation page styles itself inline; it holds nobody's data."""
SITE_POLICY = POLICY + "; script-src 'self' 'wasm-unsafe-eval'"
"""The search of a static site runs WebAssembly; its pages take no answer."""

PRIVATE = ("/a/", "/api/v1/assessments", "/api/v1/operator", "/language/")


async def set_headers(message: Message, scope: Scope) -> None:
    """Add the security headers; private pages are never stored by a browser or a proxy, nor told to anybody."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders(message)
    path: str = scope["path"]
    headers["content-security-policy"] = _policy(path, scope["litestar_app"].state.sites)
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "no-referrer"
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
    if path.startswith("/api/v1/"):
        headers.update(language_headers())
    if path.startswith(PRIVATE):
        headers["cache-control"] = "no-store"
        headers["x-robots-tag"] = "noindex, nofollow"


def _policy(path: str, sites: Collection[str]) -> str:
    if path.startswith("/api/docs"):
        return DOCS_POLICY
    return SITE_POLICY if any(path.startswith(f"{site}/") for site in sites) else POLICY
