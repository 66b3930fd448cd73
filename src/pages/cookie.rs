//! The cookie that carries a session: a secret of its own, and the bearer token that is verified anew on every request.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, header::COOKIE};
use sha2::{Digest, Sha256};

/// No subdomain and no plain connection can set it.
pub(super) const SESSION: &str = "__Host-choices";
/// Of whoever is not signed in yet. It is another one, so that a link from elsewhere, with which no browser sends a session, ends none.
const DOOR: &str = "__Host-choices-door";
/// What a browser keeps of one cookie is 4,096 bytes; the rest is its name, its secret and its attributes.
pub(super) const LONGEST: usize = 3_800;

/// A browser's session. Nothing of it is kept in the hub, so that every hub on the same database knows it.
#[derive(Clone)]
pub(super) struct Session {
    secret: String,
    token: Option<String>,
}

impl Session {
    /// A session with a new secret; without a token it can only sign in.
    pub(super) fn new(token: Option<&str>) -> Self {
        Self { secret: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>()), token: token.map(str::to_owned) }
    }

    /// The session that the browser shows.
    pub(super) fn shown(headers: &HeaderMap) -> Option<Self> {
        Self::under(SESSION, headers).filter(|session| session.token.is_some())
    }

    /// What the browser of somebody shows who is about to sign in.
    pub(super) fn at_the_door(headers: &HeaderMap) -> Option<Self> {
        Self::under(DOOR, headers).filter(|session| session.token.is_none())
    }

    fn under(name: &str, headers: &HeaderMap) -> Option<Self> {
        let (secret, token) = named(headers, name)?.split_once('.')?;
        let sound = secret.len() == 22 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        sound.then(|| Self { secret: secret.to_owned(), token: Some(token.to_owned()).filter(|t| !t.is_empty()) })
    }

    /// The bearer token in it.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// What every form of this session holds: nobody who does not know the secret can make it, and it does not tell the secret.
    pub(super) fn form_token(&self) -> String {
        let digest = Sha256::new().chain_update("a form of /choices\n").chain_update(&self.secret).finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }

    /// The name of her draft in this session. Another session is another one's, whoever uses the same browser next.
    pub(super) fn draft_name(&self) -> String {
        let digest = Sha256::new().chain_update("a draft of /choices\n").chain_update(&self.secret).finalize();
        URL_SAFE_NO_PAD.encode(digest)
    }

    /// As the answer sets it: until the browser is closed, never seen by a script, never sent from another site.
    pub(super) fn set(&self) -> Option<HeaderValue> {
        let token = self.token.as_deref().unwrap_or_default();
        let name = if self.token.is_some() { SESSION } else { DOOR };
        HeaderValue::from_str(&format!("{name}={}.{token}; {ATTRIBUTES}", self.secret)).ok()
    }
}

/// Of every cookie here.
pub(super) const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// The value of the cookie with this name.
pub(super) fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok()).flat_map(|header| header.split(';'));
    cookies.filter_map(|cookie| cookie.trim().split_once('=')).find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Takes a cookie away from the browser.
pub(super) fn forget(name: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}=; {ATTRIBUTES}; Max-Age=0")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn a_session_comes_back_as_it_was_set() {
        let session = Session::new(Some("a.b.c"));
        let set = session.set().unwrap().to_str().unwrap().to_owned();
        assert!(set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict") && !set.contains("Max-Age") && !set.contains("Domain"));
        let back = Session::shown(&sent(&format!("other=1; {}", set.split(';').next().unwrap()))).unwrap();
        assert_eq!((back.token(), back.form_token()), (Some("a.b.c"), session.form_token()));
    }

    #[test]
    fn what_is_no_session_is_none_and_secrets_differ() {
        for text in [
            "",
            "__Host-choices=",
            "__Host-choices=short.a.b.c",
            "choices=aaaaaaaaaaaaaaaaaaaaaa.t",
            "__Host-choices=aaaaaaaaaaaaaaaaaaaaa\u{7f}.t",
        ] {
            assert!(HeaderValue::from_str(text).is_err() || Session::shown(&sent(text)).is_none(), "{text}");
        }
        let (one, other) = (Session::new(None), Session::new(None));
        assert_ne!(one.form_token(), other.form_token());
        assert!(Session::shown(&sent(&format!("__Host-choices={}.", "a".repeat(22)))).is_none(), "a session has a token");
        assert!(!one.set().unwrap().to_str().unwrap().contains(&one.form_token()));
    }
}
