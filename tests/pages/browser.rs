//! A browser without scripts: it keeps cookies, follows what a page sends it to, and sends forms with what stands hidden in them.

use crate::support::Actor;
use reqwest::{
    blocking::{Client, Response},
    header::{COOKIE, LOCATION, SET_COOKIE},
};
use std::{cell::RefCell, collections::BTreeMap};

/// A browser on the pages of one hub.
pub struct Browser {
    pub address: String,
    client: Client,
    pub cookies: RefCell<BTreeMap<String, String>>,
}

/// A page as it came.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub path: String,
    pub text: String,
    pub headers: reqwest::header::HeaderMap,
}

impl Browser {
    /// A browser in which nobody is signed in.
    pub fn new(address: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { address: address.to_owned(), client, cookies: RefCell::default() }
    }

    /// A browser in which this actor has signed in on a page.
    pub fn of(actor: &Actor<'_>) -> Self {
        let browser = Self::new(actor.address());
        let home = browser.sends(&browser.opens("/choices/sign-in"), &[("token", actor.token.as_deref().unwrap())]);
        assert_eq!(home.status, 200, "{}", home.text);
        browser
    }

    fn comes(&self, path: &str, response: Response) -> Page {
        for set in response.headers().get_all(SET_COOKIE) {
            let set = set.to_str().unwrap();
            assert!(set.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{set}");
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
            }
        }
        if let Some(to) = response.headers().get(LOCATION) {
            assert_eq!(response.status().as_u16(), 303);
            return self.opens(to.to_str().unwrap());
        }
        Page {
            status: response.status().as_u16(),
            path: path.to_owned(),
            headers: response.headers().clone(),
            text: response.text().unwrap(),
        }
    }

    fn cookie(&self) -> String {
        self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Opens a page.
    pub fn opens(&self, path: &str) -> Page {
        let response = self.client.get(format!("{}{path}", self.address)).header(COOKIE, self.cookie()).send().unwrap();
        self.comes(path, response)
    }

    /// Sends the form of a page: what stands hidden in it, and these.
    pub fn sends(&self, page: &Page, fields: &[(&str, &str)]) -> Page {
        self.posts(&page.path, &page.hidden(), fields, &[])
    }

    /// Sends a form to an address.
    pub fn posts(&self, path: &str, hidden: &[(String, String)], fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let all: Vec<(String, String)> = hidden.iter().cloned().chain(fields).collect();
        let body = form_urlencoded(&all);
        let request = self.client.post(format!("{}{path}", self.address)).header(COOKIE, self.cookie());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.comes(path, request.body(body).send().unwrap())
    }
}

fn form_urlencoded(fields: &[(String, String)]) -> String {
    let plain = |text: &str| {
        text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect::<String>()
    };
    fields.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value))).collect::<Vec<_>>().join("&")
}

impl Page {
    /// What stands hidden in the page's own form; the form to sign out holds the same secret.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let part = |tag: &str, name: &str| Some(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
        let tags = self.text.split("<input type=\"hidden\" ").skip(1).filter_map(|tag| tag.split('>').next());
        let mut found: Vec<_> = tags.filter_map(|tag| Some((part(tag, "name")?, part(tag, "value")?))).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The id of the talk in the page's address.
    pub fn talk(&self) -> String {
        self.path.split('/').nth(3).unwrap_or_else(|| panic!("no talk in {}", self.path)).to_owned()
    }

    /// Without what differs from one showing to the next.
    pub fn plain(&self) -> String {
        self.hidden().iter().fold(self.text.clone(), |text, (_, value)| text.replace(value, ""))
    }

    /// What the page shows, each text of an element as sentences of its own.
    pub fn texts(&self) -> Vec<String> {
        let main = self.text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        let texts = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        let plain = texts.map(|text| text.replace("&#39;", "'").replace("&#38;", "&").split_whitespace().collect::<Vec<_>>().join(" "));
        let ended = |text: String| if text.ends_with(['.', '?', '!', ':']) { text } else { text + "." };
        plain.filter(|text| !text.is_empty()).map(ended).collect()
    }

    /// Fails unless the page says this.
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "must say `{text}`: {}", self.text);
        self
    }

    /// Fails when the page says this. What stands hidden is made at random, and may spell anything.
    pub fn never_says(&self, text: &str) -> &Self {
        assert!(!self.plain().to_lowercase().contains(&text.to_lowercase()), "must not say `{text}`: {}", self.text);
        self
    }

    /// Fails unless the page is this one.
    pub fn is_at(&self, end: &str) -> &Self {
        assert!(self.path.ends_with(end) && self.status == 200, "must be at `{end}`: {} {} {}", self.path, self.status, self.text);
        self
    }
}
