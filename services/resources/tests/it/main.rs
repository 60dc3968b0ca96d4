//! The service over HTTP and rpc, on a real database, its neighbours played by fakes.

mod changing;
mod fakes;
mod hidden;
mod people;
mod photos;
mod places;
mod publishing;
mod searching;
