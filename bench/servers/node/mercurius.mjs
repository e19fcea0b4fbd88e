// Mercurius on Fastify, with queries compiled from the second time on.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { contextOf, port, resolvers, typeDefs } from './shared.mjs';

const app = Fastify({ logger: false });
app.register(mercurius, { schema: typeDefs, resolvers, context: (request) => contextOf(request.headers.authorization), jit: 1 });
await app.listen({ port, host: '127.0.0.1' });
