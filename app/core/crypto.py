"""Keys and secrets: everything derived from the operator's secret keys, newest first; tokens and their hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

TOKEN_BYTES = 32
NONCE_BYTES = 12
"""Of AES-GCM; random ones are good for 2^32 texts a key (NIST SP 800-38D, section 8.3)."""


def new_token() -> str:
    """256 bits from the system's generator, as 43 characters that fit a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """The only thing kept of a token: its SHA-256 (FIPS 180-4) in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


class SigningKey:
    """One Ed25519 key (RFC 8032) and its key id, the first half of its RFC 7638-like thumbprint."""

    def __init__(self, seed: bytes) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: Ed25519PublicKey = self.private.public_key()
        self.raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.kid = hashlib.sha256(self.raw).hexdigest()[:16]

    def jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key (RFC 8037, section 2)."""
        x = urlsafe_b64encode(self.raw).rstrip(b"=").decode()
        return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": self.kid, "use": "sig", "alg": "EdDSA"}


class SealingKey:
    """One key of AES-256-GCM (NIST SP 800-38D), and its id, which stands before what it sealed."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self.kid = hashlib.sha256(b"id of " + key).hexdigest()[:16]

    def seal(self, owner: str, text: str) -> str:
        """The text, and to whom it belongs, so that it opens for nobody else."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return f"{self.kid}.{urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())).decode()}"

    def unseal(self, owner: str, content: str) -> str:
        """What stands behind the key's id, opened. Raises ValueError."""
        try:
            raw = urlsafe_b64decode(content)
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner.encode()).decode()
        except (InvalidTag, ValueError):
            raise ValueError("this was sealed for somebody else, or changed since") from None


class Keys:
    """What the secret keys open: tokens are signed and texts sealed with the newest, older ones still verify and open."""

    def __init__(self, secret_keys: tuple[str, ...]) -> None:
        self.signing = [SigningKey(_derive(key, "access tokens")) for key in secret_keys]
        self._sealing = MultiFernet([Fernet(urlsafe_b64encode(_derive(key, "sealed texts"))) for key in secret_keys])
        self._owned = [SealingKey(_derive(key, "sealed credentials")) for key in secret_keys]
        self._marking = [_derive(key, "marks") for key in secret_keys]

    def seal(self, text: str) -> str:
        """Encrypt a text that has to be read again (a mail that waits to be sent)."""
        return self._sealing.encrypt(text.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Read a sealed text. Raises ValueError where no key opens it."""
        try:
            return self._sealing.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise ValueError("no key opens this text") from None

    def seal_for(self, owner: str, text: str) -> str:
        """Encrypt what is kept for long and belongs to one row (a credential): it opens for that owner only."""
        return self._owned[0].seal(owner, text)

    def unseal_for(self, owner: str, sealed: str) -> str:
        """Read what was sealed for an owner. Raises ValueError where no key opens it, or it belongs to another."""
        kid, _, content = sealed.partition(".")
        for key in self._owned:
            if key.kid == kid:
                return key.unseal(owner, content)
        raise ValueError("no key opens this text")

    def sealed_by_newest(self, sealed: str) -> bool:
        """Whether something was sealed for its owner with the newest key."""
        return sealed.partition(".")[0] == self._owned[0].kid

    def mark(self, purpose: str, text: str) -> str:
        """An HMAC (RFC 2104) over a text for one purpose: CSRF tokens, addresses that may not stand in a log."""
        return _mark(self._marking[0], purpose, text)

    def marked(self, purpose: str, text: str, mark: str) -> bool:
        """Whether a mark is ours, by any key, compared in constant time."""
        return any(hmac.compare_digest(_mark(key, purpose, text).encode(), mark.encode()) for key in self._marking)


def _mark(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"usher " + purpose.encode()).derive(secret.encode())
