// The counterpart: what Plaza's chat does with a message, as socket.io does it. It keeps nothing and asks nobody who is who.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });
const counts = new Map();

io.on('connection', (socket) => {
  socket.on('join', (room, done) => {
    socket.join(room);
    done();
  });
  socket.on('say', (room, text, done) => {
    const seq = (counts.get(room) ?? 0) + 1;
    counts.set(room, seq);
    const now = new Date().toISOString();
    // The members of Plaza's message, so that both write as much.
    const message = {
      id: randomUUID(), conversationId: room, seq, author: socket.id, clientId: randomUUID(), kind: 'text', text, attachments: [],
      replyTo: null, about: null, card: null, createdAt: now, editedAt: null, deleted: false,
    };
    const frame = { type: 'chat', cursor: `${seq}.${seq}`, kind: 'message', conversationId: room, seq, at: now, message };
    io.to(room).emit('chat', frame);
    done(seq);
  });
});

http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
