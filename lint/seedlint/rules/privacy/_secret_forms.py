"""The forms of secrets that can be told by a fixed beginning, an exact length and an alphabet.

Sources: the services' own documentation of their tokens, GitHub's list of supported secret scanning patterns, and the
standards named below. Forms without a beginning of their own (a hash is one of many things) are left out.
"""

from __future__ import annotations

FORMS: tuple[tuple[str, str, str], ...] = (
    ("AKIA", "access key ID of Amazon Web Services", "[A-Z0-9]{16}"),
    ("ASIA", "access key ID of Amazon Web Services", "[A-Z0-9]{16}"),
    ("ghp_", "token of GitHub", "[A-Za-z0-9]{36}"),
    ("gho_", "token of GitHub", "[A-Za-z0-9]{36}"),
    ("ghu_", "token of GitHub", "[A-Za-z0-9]{36}"),
    ("ghs_", "token of GitHub", "[A-Za-z0-9]{36}"),
    ("ghr_", "token of GitHub", "[A-Za-z0-9]{36}(?:[A-Za-z0-9]{40})?"),
    ("github_pat_", "token of GitHub", "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
    ("glpat-", "token of GitLab", r"(?:[A-Za-z0-9_-]{27,300}\.[0-9a-z]{9}|[A-Za-z0-9_-]{20})"),
    ("gldt-", "token of GitLab", "[A-Za-z0-9_-]{20}"),
    ("glrt-", "token of GitLab", "[A-Za-z0-9_-]{20}"),
    ("glptt-", "token of GitLab", "[0-9a-f]{40}"),
    ("xoxb-", "token of Slack", "[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24}"),
    ("xoxp-", "token of Slack", "(?:[0-9]{10,13}-){3}[0-9a-f]{32}"),
    ("xapp-", "token of Slack", "[0-9]-[A-Z0-9]{9,13}-[0-9]{10,13}-[0-9a-f]{64}"),
    ("hooks.slack.com/services/", "webhook of Slack", "T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24}"),
    ("sk_live_", "secret key of Stripe", "(?:[A-Za-z0-9]{24}|[A-Za-z0-9]{99}|[A-Za-z0-9]{32})"),
    ("rk_live_", "restricted key of Stripe", "(?:[A-Za-z0-9]{24}|[A-Za-z0-9]{99}|[A-Za-z0-9]{32})"),
    ("AIza", "API key of Google", "[A-Za-z0-9_-]{35}"),
    ("GOCSPX-", "client secret of Google", "[A-Za-z0-9_-]{28}"),
    ("npm_", "token of npm", "[A-Za-z0-9]{36}"),
    ("pypi-AgEIcHlwaS5vcmc", "token of PyPI", "[A-Za-z0-9_-]{50,1000}"),
    ("pypi-AgENdGVzdC5weXBpLm9yZw", "token of TestPyPI", "[A-Za-z0-9_-]{50,1000}"),
    ("rubygems_", "key of RubyGems", "[0-9a-f]{48}"),
    ("dckr_pat_", "token of Docker", "[A-Za-z0-9_-]{27}"),
    ("SG.", "key of SendGrid", r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    ("hf_", "token of Hugging Face", "[A-Za-z]{34}"),
    ("sk-ant-", "key of Anthropic", "(?:api|admin)[0-9]{2}-[A-Za-z0-9_-]{93}AA"),
    ("sk-", "key of OpenAI", "(?:(?:proj|svcacct|admin)-)?[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}"),
    ("dop_v1_", "token of DigitalOcean", "[0-9a-f]{64}"),
    ("doo_v1_", "token of DigitalOcean", "[0-9a-f]{64}"),
    ("shpat_", "token of Shopify", "[0-9a-fA-F]{32}"),
    ("shpss_", "shared secret of Shopify", "[0-9a-fA-F]{32}"),
    ("lin_api_", "key of Linear", "[A-Za-z0-9]{40}"),
    ("glsa_", "token of Grafana", "[A-Za-z0-9]{32}_[0-9a-f]{8}"),
    ("sq0csp-", "secret of Square", "[A-Za-z0-9_-]{43}"),
    ("PMAK-", "key of Postman", "[0-9a-f]{24}-[0-9a-f]{34}"),
    ("dapi", "token of Databricks", "[0-9a-f]{32}"),
    ("hvs.", "token of HashiCorp Vault", "[A-Za-z0-9_-]{90,120}"),
    ("NRAK-", "key of New Relic", "[A-Z0-9]{27}"),
    ("LTAI", "access key ID of Alibaba Cloud", "[A-Za-z0-9]{20}"),
    ("AKID", "secret ID of Tencent Cloud", "[A-Za-z0-9]{32}"),
    ("AGE-SECRET-KEY-1", "secret key of age", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
    ("eyJ", "JSON Web Token", r"[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{27,700}"),
)
"""Beginning, what it is, and a pattern of the rest. A JSON Web Token (RFC 7519) is two objects in base64url, `{"` being
`eyJ`, and a signature of 20 bytes or more."""


BEGINNING = "(?<![A-Za-z0-9_-])(?:" + "|".join(beginning.replace(".", r"\.") for beginning, _, _ in FORMS) + ")"
"""Matches any of the beginnings; those that begin alike stand in the table with the longest first."""
END = "(?![A-Za-z0-9_-])"
"""What a whole secret ends with."""
