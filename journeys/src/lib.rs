//! Journeys through the whole platform
