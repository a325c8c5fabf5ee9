"""Buying and paying."""

from __future__ import annotations

from diagramc.planner.offline.scenarios.model import Option, Scenario

SHOP_DOMAIN = """
    Customer (id, name, email, phone)
    Address (id, street, city, postal code, country)
    Product (id, name, description, price, stock quantity)
    Category (id, name)
    Cart (id, created at)
    Cart item (id, quantity)
    Order (id, order date, status, total)
    Order item (id, quantity, unit price)
    Payment (id, amount, method, status, paid at)
    Shipment (id, carrier, tracking number, shipped at)
    Review (id, rating, comment, created at)
    A customer places many orders.
    A customer has many addresses.
    A customer has one cart.
    A cart contains many cart items.
    Each cart item refers to one product.
    An order contains one or more order items.
    Each order item refers to one product.
    An order has one payment.
    An order has many shipments.
    A category contains many products.
    A product has many reviews.
    A customer writes many reviews.
"""
SHOP_PARTS = """
    Customer -> Web shop: HTTPS
    Web shop -> API gateway: HTTPS
    API gateway -> Catalogue service: browse
    API gateway -> Order service: place order
    Catalogue service -> Product database: read products
    Order service -> Order database: store order
    Order service -> Payment service: charge
    Payment service -> Payment provider: HTTPS
    Order service -> Order events queue: publish
    Order events queue -> Shipping service: consume
    Order events queue -> Notification service: consume
"""


def _paying(name: str, triggers: str, flow: str) -> Option:
    return Option(
        name,
        triggers,
        flow=flow,
        messages=f"""
            Customer -> Web shop: Pay with {name if name[1:2].isupper() else name.lower()}
            Web shop -> Payment provider: Authorise payment
            Payment provider --> Web shop: Result of payment
        """,
    )


_PAYMENTS = (
    _paying(
        "Credit card",
        "credit card, card, debit card, visa, stripe",
        "Enter card details\nConfirm with bank (3-D Secure)",
    ),
    _paying("PayPal", "paypal", "Redirect to PayPal\nApprove payment at PayPal"),
    _paying("Apple Pay", "apple pay", "Confirm Apple Pay on device"),
    _paying("Google Pay", "google pay", "Confirm Google Pay on device"),
    _paying("Bank transfer", "bank transfer, sepa, wire", "Show bank details\nWait for transfer"),
    _paying("Invoice", "invoice, pay later, klarna", "Check credit rating\nIssue invoice"),
    _paying("Cash on delivery", "cash on delivery, cash", "Note cash on delivery"),
)
_COUPON = Option(
    "Coupon",
    "coupon, coupons, discount, discount code, voucher, promo code",
    flow="Coupon valid?\n  Yes:\n    Apply discount\n  No:",
    messages="Web shop -> Order service: Apply coupon\nOrder service --> Web shop: New total",
    parts="Order service -> Coupon service: discount",
    domain="Coupon (id, code, discount, expires at)\nAn order has many coupons.",
    extra=True,
)
COMMERCE: tuple[Scenario, ...] = (
    Scenario(
        name="checkout",
        triggers="checkout, check out, checkout flow, payment flow, payment process, online purchase, shopping cart, online shopping, order placement, buy online, payment processing, payment",
        question="Payment method?",
        options=(*_PAYMENTS, _COUPON),
        default=("Credit card", "PayPal"),
        other_flow="",
        flow="""
            Review cart
            Items in stock?
              No:
                Remove unavailable items
                -> Review cart
              Yes:
            Enter shipping address
            Choose shipping method
            {extras}
            {options}
            Payment successful?
              No:
                Show payment error
                Choose another payment method
                -> Payment successful?
              Yes:
            Create order [database]
            Send order confirmation
        """,
        messages="""
            Customer -> Web shop: Check out cart
            Web shop -> Order service: Reserve items
            Order service --> Web shop: Items reserved
            {extras}
            {options}
            alt Payment successful:
              Web shop -> Order service: Create order
              Order service -> Order database: Store order
              Order service --> Web shop: Order number
              Web shop --> Customer: Order confirmation
            else Payment failed:
              Web shop -> Order service: Release items
              Web shop --> Customer: Show payment error
        """,
        parts=SHOP_PARTS,
        domain=SHOP_DOMAIN,
        roles="""
            - Head of E-commerce
              - Payments Manager
              - Shop Developer
              - Fulfilment Manager
              - Customer Support Lead
        """,
    ),
    Scenario(
        name="order fulfilment",
        triggers="order fulfillment, order fulfilment, order processing, order process, order management, order handling, shipping process, delivery process",
        flow="""
            Receive order
            Items in stock?
              No:
                Reorder items
                Inform customer of delay
                -> Items in stock?
              Yes:
            Charge payment
            Payment accepted?
              No:
                Cancel order
                end Order cancelled
              Yes:
            Pick items
            Pack parcel
            Print shipping label [document]
            Hand over to carrier
            Send tracking number
            Deliver order
        """,
        messages="""
            Customer -> Shop: Place order
            Shop -> Warehouse: Check stock
            Warehouse --> Shop: Items in stock
            Shop -> Payment provider: Charge payment
            Payment provider --> Shop: Payment accepted
            Shop -> Warehouse: Ship order
            Warehouse -> Carrier: Hand over parcel
            Carrier --> Warehouse: Tracking number
            Shop --> Customer: Shipping confirmation
            Carrier -> Customer: Deliver parcel
        """,
        parts=SHOP_PARTS,
        domain=SHOP_DOMAIN,
        roles="""
            - Head of Operations
              - Warehouse Manager
                - Picker
                - Packer
              - Logistics Coordinator
              - Customer Support Lead
        """,
    ),
    Scenario(
        name="e-commerce",
        triggers="e commerce, e-commerce, ecommerce, online shop, online store, webshop, web shop, marketplace",
        flow="""
            Browse catalogue
            Add product to cart
            Ready to buy?
              No:
                -> Browse catalogue
              Yes:
            Sign in or continue as guest
            Enter shipping address
            Pay order
            Payment successful?
              No:
                Show payment error
                -> Pay order
              Yes:
            Send order confirmation
            Ship order
        """,
        messages="""
            Customer -> Web shop: Browse products
            Web shop -> Catalogue service: Search products
            Catalogue service --> Web shop: Products
            Customer -> Web shop: Add to cart
            Customer -> Web shop: Place order
            Web shop -> Order service: Create order
            Order service -> Payment provider: Charge payment
            Payment provider --> Order service: Payment accepted
            Order service --> Web shop: Order number
            Web shop --> Customer: Order confirmation
        """,
        parts=SHOP_PARTS,
        domain=SHOP_DOMAIN,
        topics="""
            Catalogue: Products, Categories, Search, Reviews
            Ordering: Cart, Checkout, Coupons
            Payment: Cards, Wallets, Refunds
            Delivery: Shipping, Tracking, Returns
            Customers: Accounts, Support, Loyalty
        """,
        roles="""
            - CEO
              - Head of Product
                - Product Manager
                - UX Designer
              - CTO
                - Backend Developer
                - Frontend Developer
              - Head of Operations
                - Warehouse Manager
                - Customer Support Lead
              - Head of Marketing
        """,
    ),
    Scenario(
        name="refund",
        triggers="refund, refund process, return process, returns, product return, return merchandise, money back",
        roles="""
            - Head of Customer Service
              - Returns Manager
              - Warehouse Clerk Lead
              - Accountant
        """,
        flow="""
            Receive return request
            Within return period?
              No:
                Reject request
                end Request rejected
              Yes:
            Send return label [document]
            Receive returned item
            Item in good condition?
              No:
                Offer partial refund
              Yes:
                Approve full refund
            Refund payment
            Restock item [database]
            Notify customer
        """,
        messages="""
            Customer -> Shop: Request return
            Shop -> Order service: Check return period
            Order service --> Shop: Eligible
            Shop --> Customer: Return label
            Customer -> Warehouse: Send item back
            Warehouse -> Shop: Item received
            Shop -> Payment provider: Refund payment
            Payment provider --> Shop: Refund confirmed
            Shop --> Customer: Refund notice
        """,
        parts=SHOP_PARTS,
        domain=SHOP_DOMAIN + "    Refund (id, amount, reason, created at)\n    An order has many refunds.\n",
    ),
)
