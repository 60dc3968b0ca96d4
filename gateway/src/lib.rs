//! The one door: identity, limits, routing, OpenAPI, WebSocket
