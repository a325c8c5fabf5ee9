// A start for each kind of diagram and each language.

export const EXAMPLES: [string, string][] = [
  ["A sentence: sign-in", "User authentication flow with OAuth and email"],
  [
    "A paragraph: an order process",
    "When an order arrives, the clerk checks the stock. If the item is available, the warehouse packs it and the courier delivers it; otherwise the customer is told and the order is cancelled.",
  ],
  [
    "Sequence, from Mermaid",
    `sequenceDiagram
  actor U as User
  participant W as Web app
  participant A as API
  participant D as Database
  U->>W: open the cart
  W->>A: GET /cart
  A->>D: select items
  D-->>A: rows
  alt the cart is empty
    A-->>W: 204
    W-->>U: "Your cart is empty"
  else
    A-->>W: items
    W-->>U: show the cart
  end
`,
  ],
  ["Architecture, from words", "The browser calls the API gateway over HTTPS. The API gateway calls the order service and the payment service. The order service writes to PostgreSQL, caches in Redis and publishes events to a queue. A worker reads from the queue and sends e-mail. The API gateway, the order service, the payment service and the worker run on AWS."],
  [
    "Classes, from PlantUML",
    `@startuml
title Orders
abstract class Payment {
  +amount: Money
  +{abstract} pay(): bool
}
class Card extends Payment
class Invoice extends Payment
class Order {
  -id: UUID
  -placed: DateTime
  +total(): Money
}
class Line {
  +quantity: int
}
Order *-- "1..*" Line : holds
Order --> "1" Payment : paid by
@enduml
`,
  ],
  [
    "Entities, from Mermaid",
    `erDiagram
  CUSTOMER ||--o{ ORDER : places
  ORDER ||--|{ LINE : contains
  PRODUCT ||--o{ LINE : "is in"
  CUSTOMER {
    int id PK
    string email UK
  }
  ORDER {
    int id PK
    int customer_id FK
    date placed
  }
`,
  ],
  ["Mind map, from a list", "Mind map of a product launch:\n- Market\n  - Segments\n  - Competitors\n- Product\n  - Features\n  - Pricing\n- Channels\n  - Web shop\n  - Partners\n- Team"],
  ["Timeline, from words", "Timeline of our company: 2015 founded in Lisbon, 2017 first customer, 2019 series A of 8 million, 2021 office in Berlin, 2024 one million users"],
  ["Org chart, from words", "Org chart: Ana is the CEO. Ben (CTO) and Carla (CFO) report to Ana. Dev, Eli and Fay work for Ben. Gus is the accountant under Carla."],
  [
    "Graph, from DOT",
    `digraph build {
  rankdir=LR
  src [label="Sources" shape=folder]
  src -> parse -> typed -> layout -> picture
  parse -> diagnostics [style=dashed]
  typed -> mermaid; typed -> plantuml; typed -> dot
}
`,
  ],
];
