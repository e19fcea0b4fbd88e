// Apollo Server, stand-alone.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { contextOf, port, resolvers, typeDefs } from './shared.mjs';

const server = new ApolloServer({ typeDefs, resolvers });
await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' }, context: ({ req }) => contextOf(req.headers.authorization) });
