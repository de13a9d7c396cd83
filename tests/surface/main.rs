//! The public surface, topic by topic, in real browsers: only names that a host page may rely on.

mod answers;
mod attributes;
mod dist;
mod hostile_answers;
mod late;
mod leaving;
mod loading;
mod look_axe;
mod look_boxes;
mod look_gallery;
mod look_scene;
mod look_shift;
mod look_words;
mod methods;
mod pages;
mod playground_address;
mod playground_axe;
mod playground_diagnosis;
mod playground_failures;
mod playground_help;
mod playground_places;
mod playground_scene;
mod playground_sources;
mod playground_takeaway;
mod playground_token;
mod policy;
mod presence;
mod publishing;
mod request;
mod retries;
mod scene;
mod secrecy;
mod semantics;
mod sharing;
mod smoke;
mod soak;
mod sources;
mod stale;
mod token_life;
mod tokens;
mod unauthorized;

#[path = "../hostile/answers.rs"]
mod corpus;
