// Finds bread near a place: the client in TypeScript that docs/clients.md generates. First argument: the node, http://HOST:PORT.
import { Configuration, SearchApi, SearchKindEnum } from "./byway-client/index";

async function main() {
  const config = new Configuration({ basePath: process.argv[2] });
  const page = await new SearchApi(config).search({ kind: SearchKindEnum.Offers, q: "bread", near: "48.09,10.86", limit: 3 });
  for (const hit of page.items) console.log(hit.title, hit.distanceKm, hit.expires);
}
main();
