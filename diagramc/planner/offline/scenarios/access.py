"""Signing in, signing up and getting back in."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Option, Scenario


def _provider(name: str, triggers: str) -> Option:
    """Sign-in at an OAuth provider (RFC 6749, 4.1: the authorization code grant)."""
    return Option(
        name,
        triggers,
        flow=f"""
            Redirect to {name if name != "OAuth" else "OAuth provider"}
            Consent given?
              No:
                -> Show error message
              Yes:
                Exchange code for access token
                Fetch user profile
        """
        if name == "OAuth"
        else f"""
            Redirect to {name}
            Consent to {name} access
            Exchange {name} code for token
        """,
        messages=f"""
            App -> {_endpoint(name)}: Authorization request
            {_endpoint(name)} -> User: Ask for consent
            User -> {_endpoint(name)}: Give consent
            {_endpoint(name)} --> App: Authorization code
            App -> {_endpoint(name)}: Exchange code for token
            {_endpoint(name)} --> App: Access token
        """,
        parts=f"Authentication service -> {_endpoint(name)}: authorization code",
        domain="OAuthAccount (id, provider, provider user id, access token, expires at)\nA user has many OAuthAccounts.",
    )


def _endpoint(name: str) -> str:
    return "OAuth provider" if name == "OAuth" else name


_EMAIL = Option(
    "Email",
    "email, e mail, e-mail, password, email password, username, credentials, local account",
    flow="""
        Enter email and password
        Validate credentials
    """,
    messages="""
        User -> App: Enter email and password
        App -> Auth server: Validate credentials
        Auth server -> User database: Look up user
        User database --> Auth server: Password hash
        Auth server --> App: Result of check
    """,
    parts="Authentication service -> Mail service: verification email",
    domain="Credential (id, email, password hash, changed at)\nA user has one credential.",
)
_SSO = Option(
    "SSO",
    "sso, single sign on, saml, okta, azure ad, entra, ldap, active directory, enterprise",
    flow="""
        Redirect to identity provider
        Sign in at identity provider
        Validate SAML assertion
    """,
    messages="""
        App -> Identity provider: SSO request
        Identity provider -> User: Ask to sign in
        User -> Identity provider: Sign in
        Identity provider --> App: Signed assertion
        App -> App: Validate assertion
    """,
    parts="Authentication service -> Identity provider: SAML",
    domain="IdentityProvider (id, name, issuer, certificate)\nA user has one IdentityProvider.",
)
_MAGIC = Option(
    "Magic link",
    "magic link, magic links, passwordless, email link, one time link",
    flow="""
        Enter email address
        Send magic link
        Open magic link
        Check that link is fresh
    """,
    messages="""
        User -> App: Enter email address
        App -> Mail service: Send magic link
        Mail service -> User: Magic link
        User -> App: Open magic link
        App -> App: Check that link is fresh
    """,
    parts="Authentication service -> Mail service: magic link",
    domain="MagicLink (id, token, expires at)\nA user has many MagicLinks.",
)
_PASSKEY = Option(
    "Passkey",
    "passkey, passkeys, webauthn, fingerprint, biometric, biometrics, face id",
    flow="""
        Send passkey challenge
        Unlock passkey on device
        Verify signature
    """,
    messages="""
        App --> User: Passkey challenge
        User -> App: Signed challenge
        App -> App: Verify signature
    """,
    parts="Authentication service -> Passkey store: public key",
    domain="Passkey (id, public key, created at)\nA user has many Passkeys.",
)
_SMS = Option(
    "Phone",
    "phone, sms, phone number, text message",
    flow="""
        Enter phone number
        Send SMS code
        Enter SMS code
    """,
    messages="""
        User -> App: Enter phone number
        App -> SMS gateway: Send code
        SMS gateway -> User: Code
        User -> App: Enter code
    """,
    parts="Authentication service -> SMS gateway: code",
    domain="PhoneNumber (id, number, verified at)\nA user has many PhoneNumbers.",
)
_TWO_FACTOR = Option(
    "Two-factor check",
    "2fa, mfa, two factor, two-factor, multi factor, otp, totp, second factor, authenticator",
    flow="""
        Second factor enabled?
          Yes:
            Ask for one-time code
            Code correct?
              Yes:
              No:
                -> Show error message
          No:
    """,
    messages="""
        opt Second factor enabled:
          App --> User: Ask for one-time code
          User -> App: Enter one-time code
          App -> Auth server: Verify code
          Auth server --> App: Code correct
    """,
    parts="Authentication service -> One-time code service: verify code",
    domain="SecondFactor (id, type, secret, confirmed at)\nA user has many SecondFactors.",
    extra=True,
)
_WAYS = (
    _provider("OAuth", "oauth, oauth2, oauth 2.0, openid, oidc, social, social login, third party"),
    _provider("Google", "google"),
    _provider("GitHub", "github"),
    _provider("Facebook", "facebook"),
    _provider("Apple", "apple"),
    _provider("Microsoft", "microsoft"),
    _SSO,
    _MAGIC,
    _PASSKEY,
    _SMS,
    _EMAIL,
)
_ACCOUNT_PARTS = """
    User -> Web app: HTTPS
    Web app -> API gateway: HTTPS
    API gateway -> Authentication service: sign-in
    Authentication service -> User database: read and write users
    Authentication service -> Session cache: store session
"""
_ACCOUNT_DOMAIN = """
    User (id, email, name, created at)
    Session (id, token, created at, expires at)
    A user has many sessions.
    Role (id, name)
    A user has many roles.
"""
_SECURITY_ROLES = """
    - Head of Identity
      - Identity Engineer
      - Security Engineer
      - Support Lead
"""

ACCESS: tuple[Scenario, ...] = (
    Scenario(
        name="authentication",
        triggers="authentication, user authentication, login, log in, sign in, signin, auth, login flow, sign in flow, auth flow, oauth flow, oauth login, oauth, oauth2, openid connect, sso, single sign on, authenticate",
        question="Sign-in method?",
        options=(*_WAYS, _TWO_FACTOR),
        default=("Email",),
        other_flow="Sign in with {name}\nVerify {name}",
        other_messages="User -> App: Sign in with {name}\nApp -> Auth server: Verify {name}\nAuth server --> App: Result of check",
        flow="""
            Open sign-in page
            {options}
            Authentication successful?
              No:
                Show error message
                -> Open sign-in page
              Yes:
            {extras}
            Create session
            Redirect to dashboard
        """,
        messages="""
            User -> App: Open sign-in page
            {options}
            {extras}
            alt Authentication successful:
              App -> Session store: Create session
              Session store --> App: Session token
              App --> User: Show dashboard
            else Authentication failed:
              App --> User: Show error message
        """,
        parts=_ACCOUNT_PARTS,
        domain=_ACCOUNT_DOMAIN,
        roles=_SECURITY_ROLES,
    ),
    Scenario(
        name="sign-up",
        triggers="sign up, signup, sign up flow, registration, user registration, register, account creation, create an account, create account",
        question="Sign-up method?",
        options=(*_WAYS, _TWO_FACTOR),
        default=("Email",),
        other_flow="Sign up with {name}\nVerify {name}",
        other_messages="User -> App: Sign up with {name}\nApp -> Auth server: Verify {name}",
        flow="""
            Open sign-up page
            {options}
            Data valid?
              No:
                Show error message
                -> Open sign-up page
              Yes:
            Account exists already?
              Yes:
                Offer sign-in
                end Signed in
              No:
            Create account [database]
            Send confirmation email
            Email confirmed?
              Yes:
              No:
                Send reminder
                -> Email confirmed?
            {extras}
            Show welcome page
        """,
        messages="""
            User -> App: Open sign-up page
            {options}
            App -> User database: Look for existing account
            User database --> App: No account
            App -> User database: Create account
            App -> Mail service: Send confirmation email
            Mail service -> User: Confirmation email
            User -> App: Confirm email
            {extras}
            App --> User: Show welcome page
        """,
        parts=_ACCOUNT_PARTS + "    Authentication service -> Mail service: confirmation email\n",
        domain=_ACCOUNT_DOMAIN,
        roles=_SECURITY_ROLES,
    ),
    Scenario(
        name="password reset",
        triggers="password reset, reset password, forgot password, forgotten password, password recovery, account recovery, reset a password",
        flow="""
            Open forgotten-password page
            Enter email address
            Account found?
              No:
                Show neutral message
                end Nothing sent
              Yes:
            Create reset token [database]
            Send reset link
            Open reset link
            Token valid?
              No:
                Show error message
                -> Enter email address
              Yes:
            Enter new password
            Store password hash [database]
            End other sessions
            Confirm change by email
        """,
        messages="""
            User -> App: Ask for password reset
            App -> User database: Look up account
            User database --> App: Account
            App -> User database: Store reset token
            App -> Mail service: Send reset link
            Mail service -> User: Reset link
            User -> App: Open reset link
            alt Token valid:
              App --> User: Ask for new password
              User -> App: Enter new password
              App -> User database: Store password hash
              App --> User: Confirm change
            else Token expired:
              App --> User: Show error message
        """,
        parts=_ACCOUNT_PARTS + "    Authentication service -> Mail service: reset link\n",
        domain="""
            User (id, email, password hash)
            ResetToken (id, token, created at, expires at)
            A user has many ResetTokens.
        """,
        roles=_SECURITY_ROLES,
    ),
)
