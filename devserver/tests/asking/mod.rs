//! Asking the server as a plain client does.
#![allow(dead_code, unreachable_pub)]

use reqwest::{Client, Method, header::HeaderMap, redirect::Policy};

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub async fn to(url: &str, headers: &[(&str, &str)]) -> reqwest::Result<Self> {
        Self::by(Method::GET, url, headers).await
    }

    pub async fn by(method: Method, url: &str, headers: &[(&str, &str)]) -> reqwest::Result<Self> {
        let client = Client::builder().redirect(Policy::none()).no_proxy().build()?;
        let request =
            headers.iter().fold(client.request(method, url), |request, (name, value)| request.header(*name, *value));
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, body: response.bytes().await?.to_vec() })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

pub async fn ask(url: &str) -> Answer {
    ask_with(url, &[]).await
}

pub async fn ask_with(url: &str, headers: &[(&str, &str)]) -> Answer {
    Answer::to(url, headers).await.unwrap()
}
