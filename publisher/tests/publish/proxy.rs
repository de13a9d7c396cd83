//! Proxies that the environment names.

use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{TcpListener, TcpStream};

use devserver::{Reply, api};

use crate::scene::{Scene, run};

#[test]
fn what_is_asked_of_the_loopback_in_clear_text_goes_through_no_proxy() {
    let scene = Scene::new();
    let token_path = "/contoso/oauth2/v2.0/token";
    scene.server.reply(token_path, Reply::json(200, r#"{"token_type":"Bearer","access_token":"t.1"}"#));
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    for name in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"] {
        scene.server.forget_requests();
        let mut program = scene.program();
        program
            .env_remove("SECURE_SCORE_TOKEN")
            .env("SECURE_SCORE_LOGIN", scene.server.origin())
            .env("SECURE_SCORE_TENANT", "contoso")
            .env("SECURE_SCORE_CLIENT_ID", "app")
            .env("SECURE_SCORE_CLIENT_SECRET", "p4ssw0rd")
            .env(name, &address);
        let run = run(&mut program);
        assert_eq!(proxy.accept().map_err(|error| error.kind()).unwrap_err(), ErrorKind::WouldBlock, "{name}: {run:?}");
        assert_eq!(run.status, Some(0), "{name}: {run:?}");
        assert_eq!((scene.server.requests(token_path).len(), scene.server.requests(api::SCORE_PATH).len()), (1, 1));
    }
}

#[test]
fn https_still_goes_through_a_proxy() {
    let scene = Scene::new();
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = proxy.local_addr().unwrap();
    let address = format!("http://{own}");
    let asked = std::thread::spawn(move || {
        let (stream, _) = proxy.accept().unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line
    });
    let mut program = scene.program();
    let run = run(program.env("SECURE_SCORE_API_BASE", "https://api.invalid").env("HTTPS_PROXY", address));
    assert_eq!(run.status, Some(6), "{run:?}");
    // If nobody was there, this one ends the wait.
    drop(TcpStream::connect(own));
    assert_eq!(asked.join().unwrap().trim_end(), "CONNECT api.invalid:443 HTTP/1.1");
}
