//! Which media type the answer has, and whether the body's type is one that the hub reads (RFC 9110; GraphQL over HTTP, media types).

use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

/// The media types that `/graphql` answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`: status 200 for every well-formed request, for clients from before the specification.
    Json,
    /// `application/graphql-response+json`: the status says whether the operation was run.
    GraphqlResponse,
    /// `text/html`: a browser's window.
    Html,
}

impl Media {
    /// What `POST` may be answered in, the usual one first.
    pub(super) const DATA: [Self; 2] = [Self::Json, Self::GraphqlResponse];
    /// What `GET` may be answered in, the usual one first.
    pub(super) const ALL: [Self; 3] = [Self::Json, Self::GraphqlResponse, Self::Html];

    fn kinds(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("application", "json"),
            Self::GraphqlResponse => ("application", "graphql-response+json"),
            Self::Html => ("text", "html"),
        }
    }

    /// As the `Content-Type` header says it.
    pub(super) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        })
    }
}

/// One range of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    sub: &'a str,
    /// Thousandths.
    quality: u16,
}

/// The offered media type that the client likes best: by quality, then by how exactly it is named, then by its place in the header,
/// then by the order of the offer. `None` when the client takes none of them.
///
/// Without an `Accept` header it is the first offered. The specification's second date would make that
/// `application/graphql-response+json`; its audits still ask for `application/json`, which is what old clients expect.
pub(super) fn choose(headers: &HeaderMap, offered: &[Media]) -> Option<Media> {
    let text: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let text = text.join(",");
    if text.trim_matches([' ', '\t', ',']).is_empty() {
        return offered.first().copied();
    }
    let ranges: Vec<Range<'_>> = text.split(',').filter_map(range).collect();
    let liked = offered.iter().rev().filter_map(|media| Some((liking(*media, &ranges)?, *media)));
    liked.max_by_key(|(liking, _)| *liking).map(|(_, media)| media)
}

/// Quality, exactness and place of the range that counts for a media type: the most exact one that matches.
fn liking(media: Media, ranges: &[Range<'_>]) -> Option<(u16, u8, std::cmp::Reverse<usize>)> {
    let (kind, sub) = media.kinds();
    let matching = ranges.iter().enumerate().filter_map(|(place, range)| Some((exactness(range, kind, sub)?, place, range)));
    let (exactness, place, range) = matching.min_by_key(|(exactness, place, _)| (std::cmp::Reverse(*exactness), *place))?;
    (range.quality > 0).then_some((range.quality, exactness, std::cmp::Reverse(place)))
}

fn exactness(range: &Range<'_>, kind: &str, sub: &str) -> Option<u8> {
    match (range.kind, range.sub) {
        ("*", "*") => Some(0),
        (a, "*") if a.eq_ignore_ascii_case(kind) => Some(1),
        (a, b) if a.eq_ignore_ascii_case(kind) && b.eq_ignore_ascii_case(sub) => Some(2),
        _ => None,
    }
}

/// A range that can be met: one that asks for another encoding than UTF-8 cannot.
fn range(text: &str) -> Option<Range<'_>> {
    let mut parts = text.split(';').map(str::trim);
    let (kind, sub) = parts.next()?.split_once('/')?;
    let mut quality = 1_000;
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.eq_ignore_ascii_case("q") {
            quality = thousandths(value)?;
        } else if name.eq_ignore_ascii_case("charset") && !is_utf8(value) {
            return None;
        }
    }
    Some(Range { kind: kind.trim(), sub: sub.trim(), quality })
}

/// A quality value: `0` to `1` with at most three decimals.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let plain = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let decimals: u16 = if plain { format!("{decimals:0<3}").parse().ok()? } else { return None };
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1_000),
        _ => None,
    }
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

/// Whether the body is uncompressed JSON in UTF-8, and says so exactly once.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(Ok(text)), None) = (types.next().map(HeaderValue::to_str), types.next()) else { return false };
    let mut parts = text.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let utf8 = parts.filter(|parameter| !parameter.is_empty()).all(|parameter| match parameter.split_once('=') {
        Some((name, value)) => !name.trim().eq_ignore_ascii_case("charset") || is_utf8(value),
        None => false,
    });
    json && utf8 && headers.get_all(CONTENT_ENCODING).iter().all(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(text: &str) -> Option<Media> {
        choose(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_str(text).unwrap())]), &Media::ALL)
    }

    #[test]
    fn the_best_liked_media_type_is_chosen() {
        use Media::{GraphqlResponse, Html, Json};
        for (text, media) in [
            ("*/*", Some(Json)),
            ("", Some(Json)),
            ("application/*", Some(Json)),
            ("application/json", Some(Json)),
            ("Application/GraphQL-Response+JSON;Charset=\"UTF-8\"", Some(GraphqlResponse)),
            ("application/graphql-response+json, application/json", Some(GraphqlResponse)),
            ("application/json, application/graphql-response+json", Some(Json)),
            ("application/json;q=0.5, application/graphql-response+json;q=0.9", Some(GraphqlResponse)),
            ("application/json;q=0.9,application/graphql-response+json;q=0.95, */*;q=0.1", Some(GraphqlResponse)),
            ("application/graphql-response+json, */*", Some(GraphqlResponse)),
            ("*/*, application/json;q=0", Some(GraphqlResponse)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Html)),
            ("text/*", Some(Html)),
            ("image/png", None),
            ("application/json; charset=iso-8859-1", None),
            ("application/json; q=0", None),
            ("application/json; q=2", None),
            ("nonsense", None),
        ] {
            assert_eq!(accepting(text), media, "{text}");
        }
    }

    #[test]
    fn only_plain_json_in_utf8_is_read() {
        let reads = |text: &str| is_json(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_str(text).unwrap())]));
        assert!(reads("application/json"));
        assert!(reads("Application/JSON; charset=\"UTF-8\"; profile=x"));
        for other in ["text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "application/jsonp", ""] {
            assert!(!reads(other), "{other}");
        }
        assert!(!is_json(&HeaderMap::new()));
        let json = HeaderValue::from_static("application/json");
        let packed = [(CONTENT_TYPE, json), (CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        assert!(!is_json(&HeaderMap::from_iter(packed)));
    }
}
