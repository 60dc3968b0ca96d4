//! Random histories under load: create, move, hold, pay, expire, cancel, close and open,
//! with touching and enclosing intervals. The audit finds nothing; without the constraint
//! it does, so it can.

use chrono::Duration;
use futures::future::join_all;
use plaza_core::Cx;
use plaza_resources_api::{ResourceCard, UnitId};
use plaza_testkit::people::member;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::world::{World, euros};

/// Quarters of an hour after the first hour: few enough that histories collide all the time.
const QUARTERS: i64 = 48;

#[derive(Debug, Clone)]
enum Deed {
    Create { room: usize, from: i64, length: i64, token: Option<&'static str> },
    Move { which: usize, from: i64, length: i64 },
    Pay { which: usize, token: &'static str },
    Cancel { which: usize },
    Close { room: usize, from: i64, length: i64 },
    Open { which: usize },
    PassTime { minutes: i64 },
    Sweep,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let slot = || (0..QUARTERS, prop_oneof![Just(2_i64), Just(3), Just(4), Just(8), Just(24)]);
    let token = || prop_oneof![Just("tok_approved"), Just("tok_declined"), Just("tok_late"), Just("tok_second_factor")];
    let deed = prop_oneof![
        6 => (0_usize..3, slot(), prop::option::of(token())).prop_map(|(room, (from, length), token)| Deed::Create { room, from, length, token }),
        3 => (any::<usize>(), slot()).prop_map(|(which, (from, length))| Deed::Move { which, from, length }),
        2 => (any::<usize>(), token()).prop_map(|(which, token)| Deed::Pay { which, token }),
        3 => any::<usize>().prop_map(|which| Deed::Cancel { which }),
        1 => (0_usize..3, slot()).prop_map(|(room, (from, length))| Deed::Close { room, from, length }),
        1 => any::<usize>().prop_map(|which| Deed::Open { which }),
        1 => (1_i64..8).prop_map(|minutes| Deed::PassTime { minutes }),
        1 => Just(Deed::Sweep),
    ];
    prop::collection::vec(deed, 160)
}

struct History {
    world: World,
    rooms: Vec<ResourceCard>,
    people: Vec<Cx>,
    bookings: Vec<(Cx, String)>,
    closures: Vec<String>,
}

impl History {
    async fn new() -> Self {
        let world = World::new().await;
        let anything = |card: &mut ResourceCard| card.rules.max_minutes = 24 * 60;
        let rooms = vec![
            world.room(anything),
            world.room(|card| {
                anything(card);
                card.units = vec![UnitId::new(), UnitId::new()];
                card.rules.buffer_before_minutes = 15;
                card.rules.buffer_after_minutes = 15;
            }),
            world.room(|card| {
                anything(card);
                card.rates.per_hour = Some(euros(1_000));
            }),
        ];
        let people = (0..4).map(|_| member(world.org)).collect();
        Self { world, rooms, people, bookings: Vec::new(), closures: Vec::new() }
    }

    fn times(&self, from: i64, length: i64) -> (Value, Value) {
        let at = |quarter: i64| json!(self.world.hour(24) + Duration::minutes(15 * quarter));
        (at(from), at(from + length))
    }

    /// Does several deeds at once.
    async fn live(&mut self, together: &[Deed]) {
        for deed in together {
            if let Deed::PassTime { minutes } = deed {
                self.world.stage.advance(Duration::minutes(*minutes));
            }
        }
        let done = join_all(
            together.iter().enumerate().map(|(index, deed)| self.one(&self.people[index % self.people.len()], deed)),
        )
        .await;
        for made in done.into_iter().flatten() {
            match made {
                Made::Booking(who, id) => self.bookings.push((*who, id)),
                Made::Closure(id) => self.closures.push(id),
            }
        }
    }

    async fn one(&self, who: &Cx, deed: &Deed) -> Option<Made> {
        let stage = &self.world.stage;
        let answer = match deed {
            Deed::Create { room, from, length, token } => {
                let (start, end) = self.times(*from, *length);
                let mut body = json!({"resourceId": self.rooms[*room].id, "startDateTime": start, "endDateTime": end});
                if let Some(token) = token {
                    body["paymentInfo"] = json!({"method": "card", "token": token});
                }
                let answer = stage.post(who, "/bookings", body).await;
                let id = answer.body["id"].as_str().map(str::to_owned);
                assert!([201, 402, 409, 503].contains(&answer.status), "{deed:?}: {}", answer.body);
                return id.filter(|_| answer.status == 201).map(|id| Made::Booking(Box::new(who.clone()), id));
            }
            Deed::Move { which, from, length } => {
                let ((who, id), (start, end)) = (self.pick(*which)?, self.times(*from, *length));
                stage
                    .post(
                        who,
                        &format!("/bookings/{id}/reschedule"),
                        json!({"startDateTime": start, "endDateTime": end}),
                    )
                    .await
            }
            Deed::Pay { which, token } => {
                let (who, id) = self.pick(*which)?;
                stage
                    .post(
                        who,
                        &format!("/bookings/{id}/confirm"),
                        json!({"paymentInfo": {"method": "card", "token": token}}),
                    )
                    .await
            }
            Deed::Cancel { which } => {
                let (who, id) = self.pick(*which)?;
                stage.post(who, &format!("/bookings/{id}/cancel"), json!({})).await
            }
            Deed::Close { room, from, length } => {
                let (start, end) = self.times(*from, *length);
                let body = json!({"resourceId": self.rooms[*room].id, "startDateTime": start, "endDateTime": end});
                let answer = stage.post(&self.world.boss, "/bookings/closures", body).await;
                assert!([201, 409, 503].contains(&answer.status), "{deed:?}: {}", answer.body);
                return answer.body["id"]
                    .as_str()
                    .filter(|_| answer.status == 201)
                    .map(|id| Made::Closure(id.to_owned()));
            }
            Deed::Open { which } => {
                let id = self.closures.get(which.checked_rem(self.closures.len())?)?;
                stage.delete(&self.world.boss, &format!("/bookings/closures/{id}")).await
            }
            Deed::Sweep => {
                stage.assembly.scheduler.run_all().await.unwrap();
                return None;
            }
            Deed::PassTime { .. } => return None,
        };
        assert!(answer.status < 500 || answer.status == 503, "{deed:?}: {}", answer.body);
        None
    }

    fn pick(&self, which: usize) -> Option<&(Cx, String)> {
        self.bookings.get(which.checked_rem(self.bookings.len())?)
    }
}

enum Made {
    Booking(Box<Cx>, String),
    Closure(String),
}

#[tokio::test(flavor = "multi_thread")]
async fn random_histories_leave_the_tables_sound() {
    let mut runner = TestRunner::default();
    for _ in 0..3 {
        let history = deeds().new_tree(&mut runner).unwrap().current();
        // Shown only when the test fails: what to replay.
        eprintln!("{history:?}");
        let mut life = History::new().await;
        for (turn, together) in history.chunks(8).enumerate() {
            life.live(together).await;
            if turn % 5 == 4 {
                life.world.sound().await;
            }
        }
        life.world.stage.advance(Duration::hours(80));
        life.world.stage.settle().await;
        life.world.sound().await;
        let open: i64 = sqlx::query_scalar("SELECT count(*) FROM bookings WHERE state IN ('held', 'pending')")
            .fetch_one(life.world.stage.pool())
            .await
            .unwrap();
        assert_eq!(open, 0, "no hold and no payment outlives its time");
        let kept: i64 = sqlx::query_scalar("SELECT coalesce(sum(paid - refunded), 0)::bigint FROM bookings")
            .fetch_one(life.world.stage.pool())
            .await
            .unwrap();
        assert_eq!(life.world.fakes.payments.balance(), kept, "what bookings say is paid is what was charged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_constraint_the_sweep_goes_red() {
    let world = World::new().await;
    let room = world.room(|_| {});
    sqlx::query("ALTER TABLE claims DROP CONSTRAINT claims_never_overlap").execute(world.stage.pool()).await.unwrap();
    let racers: Vec<Cx> = (0..60).map(|_| member(world.org)).collect();
    for hour in 24..40 {
        join_all(racers.iter().map(|racer| world.book(racer, world.wanted(&room, hour, hour + 1)))).await;
    }
    let found = plaza_bookings::audit::check(world.stage.pool().clone()).await.unwrap();
    assert!(found.iter().any(|finding| finding.check == "bookings.no_overlap"), "{found:#?}");
}
