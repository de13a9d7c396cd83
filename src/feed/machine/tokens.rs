//! Tokens: held, renewed, refused, taken back.

use super::{Activity, Effect, Error, Machine, Reason, Report, Step, Then, TokenReply, policy};

/// A token that is held. The machine never sees the token itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenState {
    /// When it expires, as far as the host page said, on the machine's clock.
    expires_at: Option<f64>,
    /// When to ask for the next one, on the same clock.
    renew_at: Option<f64>,
    pub(super) standing: Standing,
}

/// The API's verdict on a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// As far as is known, it takes it.
    Good,
    /// The same, but the callback that gave it was replaced: the next attempt asks the new one.
    Former,
    /// It refused the one before, and has not answered to this one.
    OnTrial,
    /// It refused it: the host page has to give another.
    Refused,
}

impl Machine {
    pub(super) fn provider_came(&mut self, step: &mut Step) {
        self.provider = true;
        if matches!(self.doing, Activity::Asking { .. }) {
            self.give_up(step);
        }
        self.start_over();
    }

    /// The pace stays as it is, and so does the score: frameworks make a new function at each
    /// render.
    pub(super) fn provider_replaced(&mut self, step: &mut Step) {
        if !self.provider || self.signed_out {
            return self.provider_came(step);
        }
        if let Some(token) = self.token.as_mut().filter(|token| token.standing == Standing::Good) {
            token.standing = Standing::Former;
        }
        match self.doing {
            // Asked anew once. Of many replacements only the first one may put the answer off.
            Activity::Asking { .. } if !self.asked_anew => {
                self.give_up(step);
                self.attempts.allow(self.clock.now());
                self.do_what_is_due(step);
                self.asked_anew = true;
            }
            Activity::Asking { .. } => self.asked_former = true,
            Activity::Waiting { due }
                if self.failure.as_ref().is_some_and(|failure| failure.error.concerns_token()) =>
            {
                let pause = if self.second_chances == 0 { 0.0 } else { policy::back_off(self.second_chances, 1.0) };
                let chance = self.ended + pause;
                if due.is_none_or(|due| due > chance) {
                    self.second_chances = self.second_chances.saturating_add(1);
                    self.wait_until(chance);
                }
            }
            _ => {}
        }
    }

    pub(super) fn provider_gone(&mut self, step: &mut Step) {
        self.provider = false;
        if matches!(self.doing, Activity::Asking { .. }) {
            self.give_up(step);
        }
    }

    pub(super) fn token_given(&mut self, expires_at: Option<f64>, step: &mut Step) {
        // The earlier token's answer must not show.
        self.give_up(step);
        self.hold(self.life(expires_at), Standing::Good);
        self.start_over();
    }

    /// There is a new way to a score: what failed before says nothing of it. A score that is fresh
    /// stays until its time.
    fn start_over(&mut self) {
        let now = self.clock.now();
        let wanting = self.failure.is_some() || self.last_good.is_none();
        self.signed_out = false;
        self.failure = None;
        self.failures = 0;
        self.attempts.allow(now);
        if wanting && matches!(self.doing, Activity::Waiting { .. }) {
            self.wait_until(now);
        }
    }

    /// To sign out must not sign in: nothing is asked until there is a token or a callback again,
    /// or somebody asks.
    pub(super) fn token_cleared(&mut self, step: &mut Step) {
        self.give_up(step);
        self.forget(step);
        step.effects.push(Effect::Report(Report::Refused(Error::NoToken)));
        self.doing = Activity::Waiting { due: None };
        self.wanted = false;
        self.second_chances = 0;
        self.signed_out = true;
        self.last_good = None;
        self.failure = None;
        self.failures = 0;
    }

    fn hold(&mut self, life: Option<f64>, standing: Standing) {
        let from_now = |time: f64| self.clock.now() + time;
        let (expires_at, renew_at) = (life.map(from_now), life.and_then(policy::renewal).map(from_now));
        self.token = Some(TokenState { expires_at, renew_at, standing });
    }

    /// How long a token lives by the reader's clock.
    fn life(&self, expires_at: Option<f64>) -> Option<f64> {
        expires_at.map(|expires_at| expires_at - self.clock.wall())
    }

    pub(super) fn forget(&mut self, step: &mut Step) {
        if self.token.take().is_some() {
            // Before all else: who hears that something is given up may hand over another one.
            step.effects.insert(0, Effect::ForgetToken);
        }
    }

    /// When the token is to be renewed, if there is anybody to ask.
    pub(super) fn renewal(&self) -> Option<f64> {
        self.token.and_then(|token| token.renew_at).filter(|_| self.provider)
    }

    pub(super) fn renewal_is_due(&self) -> bool {
        self.renewal().is_some_and(|renew_at| renew_at <= self.clock.now())
    }

    pub(super) fn put_renewal_off(&mut self, later: f64) {
        if let Some(token) = &mut self.token {
            token.renew_at = Some(later);
        }
    }

    pub(super) fn token_came(&mut self, reply: TokenReply, step: &mut Step) {
        let Activity::Asking { reason, then, .. } = self.doing else { return };
        match (reply, self.token) {
            (TokenReply::New(expires_at), _) => {
                let standing = match reason {
                    Reason::Rejected => Standing::OnTrial,
                    _ if self.asked_former => Standing::Former,
                    _ => Standing::Good,
                };
                self.hold(self.life(expires_at), standing);
            }
            (TokenReply::Same(_), _) if reason == Reason::Rejected => return self.lack(Error::TokenUnchanged, step),
            (TokenReply::Same(expires_at), held) => {
                let standing = held.map_or(Standing::Good, |held| held.standing);
                let standing = if standing == Standing::Former { Standing::Good } else { standing };
                self.hold(self.life(expires_at), standing);
            }
            // There still is the one that expires soon. There may be time to ask again; else the
            // API will say when it has.
            (TokenReply::Failed(_), Some(held)) if reason == Reason::Expiring => {
                let life = held.expires_at.map(|expires_at| expires_at - self.clock.now());
                self.hold(life, held.standing);
            }
            (TokenReply::Missing, _) => return self.lack(Error::NoToken, step),
            (TokenReply::Failed(error), _) => return self.lack(error, step),
        }
        match then {
            Then::Send => self.send(step),
            Then::Wait { due } => self.doing = Activity::Waiting { due },
        }
    }

    /// There is no token to go on with.
    fn lack(&mut self, error: Error, step: &mut Step) {
        self.forget(step);
        self.fail(error.into(), step);
    }

    /// The API took the token.
    pub(super) fn trust_token(&mut self) {
        if let Some(token) = self.token.as_mut().filter(|token| token.standing != Standing::Former) {
            token.standing = Standing::Good;
        }
    }

    /// Whether a 401 is worth another token: it never is twice in a row.
    pub(super) fn may_replace_token(&self) -> bool {
        self.provider && self.token.is_some_and(|token| matches!(token.standing, Standing::Good | Standing::Former))
    }

    /// After a 401: one more token, one more request.
    pub(super) fn replace_token(&mut self, step: &mut Step) {
        if let Some(token) = &mut self.token {
            token.standing = Standing::Refused;
        }
        let now = self.clock.now();
        if self.may_ask() {
            self.attempts.spend(now);
            self.ask(Reason::Rejected, Then::Send, step);
        } else {
            self.wait_until(now);
        }
    }
}
