//! Signing in: passphrases, second factors, sessions, invitations, and who tries too often.
