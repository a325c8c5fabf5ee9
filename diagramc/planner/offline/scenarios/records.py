"""What is usually recorded of things, and which of them an enterprise or a program has, as text to look up in (`entities.py`)."""

from __future__ import annotations

ENTITIES = """
customer/client/buyer/shopper/consumer: name, email, phone, address
user/account holder/subscriber: name, email, password hash, created at
admin/administrator: name, email
person/contact/people: name, email, phone
profile of user: bio, picture, birth date
role of user: name
permission of role: name
session of user: token, created at, expires at
address of customer, user: street, city, postcode, country
order/sales order of customer, user, employee, table: order date, status, total
order item/order line/line item of order, product: quantity, unit price
cart/basket/shopping cart of customer, user: created at
cart item of cart, product: quantity
product/article/good of category, supplier, brand: name, description, price, stock
item of category, box: name, description, price
category/genre: name, description
brand: name
supplier/vendor: name, email, phone
payment of order, booking, reservation, invoice, rental, membership, loan, ticket, subscription, customer: amount, method, paid at
invoice/bill of order, customer, booking, project, client: invoice number, issued on, total, status
refund of payment: amount, reason, refunded at
coupon/discount/voucher: code, percentage, expiry date
shipment/delivery of order, carrier: tracking number, shipped at, status
carrier/courier: name, phone
warehouse/storage location: name, address
stock/inventory of product, warehouse: quantity
return of order: reason, returned at
review/rating of product, customer, user, movie, book, hotel, restaurant, recipe, course, driver: rating, text, created at
wishlist of customer, user: name
subscription of user, customer, plan: start date, end date, status
plan: name, price
store/shop/branch/outlet/location: name, address, phone
employee/staff/worker/staff member of department, store, company, restaurant, team: name, email, hire date, salary
manager: name, email
department of company, university, hospital: name
team of company, league, department: name
company/firm/organization/organisation/business: name, address
shift of employee: start time, end time
salary of employee: amount, paid at
project of client, company, department: name, start date, end date, status
task of project, employee, user, board: title, description, due date, status
board of user, workspace: name
card of board: title, description, position
workspace: name
milestone of project: name, due date
issue/bug/ticket report of project, user: title, description, status, priority
ticket of event, passenger, screening, customer, match: ticket number, price, seat
attachment of message, email, task, post: file name, size
document/file/report of user, folder, employee: title, created at
folder of user: name
student/pupil of school, class: name, email, birth date
teacher/professor/lecturer/instructor/tutor of department, school: name, email, subject
course/subject of teacher, department, program: title, credits
lesson/lecture/module of course, teacher, student: title, start time
class of teacher, school, gym: name, room
enrollment/enrolment/registration of student, course: enrolled on, status
grade/mark of student, course, exam: value, graded on
exam/test/quiz of course: title, exam date
question of exam, quiz, survey, user: text
answer of question, user: text
assignment/homework of course: title, due date
submission of assignment, student: submitted at, grade
school/university/college: name, address
program/degree: name
parent/guardian of student: name, phone
classroom/room/hotel room of hotel, hospital, building, school, house: number, type, capacity
building of campus, company: name, address
patient of insurance: name, birth date, phone, address
doctor/physician/surgeon of department, hospital, clinic: name, specialty
nurse of department, ward: name, phone
appointment of patient, doctor, customer, client, vet, pet, stylist, dentist, service: appointment date, reason, status
prescription of patient, doctor, appointment: dosage, issued on
medicine/drug/medication/medication item of prescription, pharmacy, category: name, strength, price
diagnosis of patient, appointment: code, description
treatment of appointment, patient: description, cost
medical record/record of patient: notes, created at
ward of hospital: name, floor
insurance/insurer: name, phone
vaccination of patient, pet: name, given on
hospital/clinic/practice: name, address
dentist: name, phone
pet/animal/dog/cat/horse of owner, enclosure, shelter, species: name, species, birth date
owner: name, phone, address
vet/veterinarian: name, phone
species: name, habitat
enclosure/cage of zoo, keeper: number, size
keeper/zookeeper: name
adoption of pet, customer: adopted on
zoo/shelter: name, address
hotel: name, address, stars
guest: name, email, phone
booking of customer, guest, owner, pet, member, room, car, flight, passenger, tour, user, trip, court, listing, vehicle, boat, class: start date, end date, status
reservation of customer, guest, room, table, member, user, book: reserved at, status
car/vehicle/bike/bicycle/boat/scooter/van/truck of owner, driver, category, station, fleet: licence plate, brand, model, year
rental/hire of customer, car, bike, equipment, member: start date, end date, price
driver/chauffeur: name, licence number, phone
mechanic/technician: name, phone
repair/service/service order of car, mechanic, customer, bike, device: description, cost, repaired on
part/spare part/component of repair, supplier, product, machine: name, part number, price
insurance policy/policy of customer, policyholder: policy number, start date, premium
claim of policy, insurance policy, customer: description, amount, status
trip/ride of driver, passenger, vehicle, user, rider: start time, end time, fare
passenger/traveller/rider: name, passport number
flight of airline, airport, airplane, pilot: flight number, departure, arrival
airport: code, city
airline: name, code
airplane/aircraft/plane of airline: model, seats
pilot of airline: name, licence number
route/line of bus, train: name, distance
stop/station of route, line: name, city
train/bus: number, capacity
seat of airplane, hall, train, table: number, row
luggage/baggage of passenger, booking: weight
tour of guide, destination: title, price, start date
guide: name, language
destination/place/city of country: name, country
country: name, code
book of author, publisher, category, library: title, isbn, publication year
copy of book: barcode, status
author/writer: name, biography
publisher: name, address
member of library, gym, club, association, team: name, email, joined on
loan/borrowing of member, copy, book, customer, account, student: loan date, due date, return date
fine of loan, member: amount, paid at
librarian: name, email
library: name, address
membership of member, plan, club: start date, end date, price
trainer/coach of team, gym: name, specialty
gym/club: name, address
workout/exercise of member, trainer, user: name, duration
equipment/machine/device of gym, room, factory, location, house: name, serial number
league/season/tournament/competition: name, start date
match/game of league, team, tournament: match date, score
player/athlete of team: name, number, position
score of player, match, game: points
referee: name
stadium/venue/arena: name, city, capacity
goal of match, player: minute
account/bank account of customer, branch, user: account number, balance
transaction of account, wallet, card: amount, booked at, reference
credit card/bank card/debit card of account, customer: card number, expiry date
bank: name, address
transfer of account: amount, booked at
wallet of user: balance, currency
expense of user, budget, employee, category: amount, spent on
budget of user, department, project: amount, period
movie/film of director, genre, studio: title, release date, duration
series/show/tv show: title, release date
episode of series, season, podcast: title, number, duration
podcast: title, language
actor/actress of movie: name, birth date
director: name
cinema/theater/theatre: name, address
hall/screen of cinema: number, seats
screening/showing of movie, hall: start time
song/track of album, artist: title, duration
album of artist: title, release date
artist/band/musician: name, country
playlist of user: name, created at
playlist entry of playlist, song: position
listening history/play of user, song: played at
label: name
concert of artist, venue: concert date
photo/image/picture of user, album, listing: url, caption
video of user, channel: title, url, duration
channel of user, workspace: name
post/article post/tweet of user, author, category, blog, group, thread: text, created at
blog of user: title
comment of post, user, photo, video, task, article: text, created at
like/reaction of post, user, photo, video, comment: created at
follow/follower/friendship of user: followed at
message of user, chat, conversation, channel: text, sent at
chat/conversation/group chat of user: name
group/community of user: name
notification of user: text, read at
hashtag/tag of post, photo, article: name
story of user: url, expires at
thread/topic of forum, user: title
forum: name
report of user: reason
restaurant/cafe/bar: name, address, phone
menu of restaurant: name
dish/meal/menu item/pizza of menu, restaurant, category, order: name, price
ingredient of dish, recipe, supplier: name, unit
recipe of user, category: title, instructions
table of restaurant: number, seats
waiter/waitress/server of restaurant: name
chef/cook of restaurant: name
kitchen of restaurant: name
event of organizer, venue, user: title, start time, description
organizer/organiser: name, email
attendee/participant/speaker of event, conference: name, email
conference: name, start date
sponsor of event, conference, team: name, amount
talk of speaker, conference, session: title, start time
property/apartment/flat/real estate of owner, agent, landlord: address, rooms, price
listing/advert/ad/offer of property, agent, user, seller, host, category: title, description, price
agent/realtor: name, phone
tenant/renter: name, phone
landlord/host/seller: name, phone
lease/contract/rental contract of tenant, property, client, employee, supplier: start date, end date, amount
viewing/visit of property, client, patient: visited at
bid of auction, user, buyer: amount, placed at
auction of item, seller: start time, end time
factory/plant/farm: name, address
crop of field: name, sown on
field of farm: name, area
farmer of farm: name
harvest of crop, field: quantity, harvested on
house of owner: address, rooms
sensor of device, room, location: type, unit
measurement/reading of sensor: value, measured at
alarm/alert of sensor, device: level, raised at
candidate/applicant: name, email, phone
job/job posting/vacancy/position of company, department, recruiter: title, description, salary
application of candidate, job, student: applied on, status
interview of application, candidate, recruiter: interview date, result
recruiter of company: name, email
skill of candidate, employee: name, level
leave request/absence/vacation of employee: start date, end date, status
training of employee: title, held on
lead of salesperson, campaign: name, email, status
opportunity/deal of lead, customer, salesperson: title, amount, stage
campaign: name, budget, start date
salesperson/sales rep: name, email
donor: name, email
donation of donor, campaign, charity: amount, donated on
volunteer of charity, event: name, email
charity: name
election: title, election date
voter: name, birth date
vote/ballot of voter, election, candidate, poll: cast at
party: name
poll/survey of user: title
case of lawyer, client, court: case number, title, status
lawyer/attorney: name, email
court/tennis court: name, city
judge of court: name
hearing of case: hearing date
museum/gallery: name, address
artwork/painting/exhibit of artist, museum, exhibition: title, year
exhibition of museum: title, start date, end date
visitor: name, email
box/parcel/package/letter of sender, recipient, customer: weight, tracking number
sender/recipient: name, address
parking spot/parking space/spot of level, parking lot: number, type
parking lot/garage: name, address
level/floor of parking lot, building, game: number
stylist/hairdresser of salon: name
salon: name, address
contest: name
achievement of player, user: name
character of player, user, movie: name, level
weapon/inventory item of character: name, damage
"""
"""A line an entity: names for it, what it belongs to ("of"), and what is recorded of it."""

HOLDINGS = """
shop store bakery butcher supermarket grocery boutique florist webshop marketplace retailer bookstore bookshop pharmacy ecommerce e-commerce kiosk amazon ebay: customer, order, order item, product, category, supplier
instagram facebook twitter tiktok snapchat social-network social-media mastodon pinterest: user, post, comment, like, follow, photo, hashtag, message
reddit stackoverflow forum quora: user, forum, thread, post, comment, like
youtube vimeo twitch: user, channel, video, comment, like, playlist, subscription
spotify music-streaming soundcloud: user, playlist, playlist entry, song, album, artist
netflix movie-streaming video-streaming imdb movies: user, profile, movie, genre, review, subscription, plan
whatsapp telegram slack messenger discord chat: user, chat, message, attachment, notification
trello jira asana kanban todo task-management project-management: user, workspace, board, project, task, comment
uber lyft taxi ride-sharing ride-hailing cab: rider, driver, vehicle, trip, payment, review
airbnb vacation-rental holiday-rental: user, host, listing, booking, review, payment
rental car-rental bike-rental hire: customer, car, rental, payment, employee, branch
garage workshop repair-shop: customer, car, mechanic, repair, part, invoice
clinic hospital practice doctor healthcare: patient, doctor, appointment, prescription, diagnosis, department
dentist dental: patient, dentist, appointment, treatment, invoice
vet veterinary animal-clinic: owner, pet, vet, appointment, vaccination, invoice
gym fitness yoga studio: member, membership, trainer, class, booking, payment
club association: member, membership, event, payment
school kindergarten: student, parent, teacher, class, subject, grade
university college academy: student, professor, course, enrollment, exam, grade, department
e-learning lms online-course udemy moodle: user, course, lesson, quiz, question, answer, enrollment
hotel hostel resort: guest, room, booking, payment, employee
restaurant cafe diner bistro pizzeria: customer, table, reservation, order, dish, waiter, payment
delivery food-delivery: customer, restaurant, order, dish, courier, payment
airline flight flights: passenger, booking, flight, airplane, airport, pilot
bus train railway transit public-transport: passenger, ticket, trip, route, stop, vehicle, driver
logistics shipping courier postal post-office: customer, parcel, shipment, carrier, warehouse, vehicle
warehouse inventory stock: product, category, warehouse, stock, supplier, shipment
factory manufacturing production: product, part, machine, employee, order, supplier
bank banking: customer, account, transaction, credit card, loan, branch
insurance: customer, policy, claim, payment, agent
budget finance expense-tracker accounting: user, account, transaction, category, budget
cinema theater theatre: customer, movie, hall, screening, seat, ticket
concert festival ticketing event events: organizer, event, venue, ticket, attendee, payment
conference: conference, talk, speaker, attendee, sponsor, room
library: member, book, copy, author, loan, fine
museum gallery: museum, exhibition, artwork, artist, visitor, ticket
zoo: zoo, enclosure, animal, species, keeper
shelter animal-shelter: shelter, animal, adoption, customer, vet
real-estate property estate-agency: owner, property, agent, listing, viewing, lease
travel travel-agency tour: customer, tour, booking, destination, guide, payment
league football soccer sports tournament championship: league, team, player, coach, match, goal, stadium
game rpg video-game: player, character, game, level, score, achievement
hr human-resources payroll staff: employee, department, job, salary, leave request, training
recruiting recruitment job-board jobs linkedin: company, job, candidate, application, interview, skill
crm sales: customer, contact, lead, opportunity, salesperson, campaign
law law-firm legal: client, lawyer, case, hearing, court, invoice
charity ngo donation fundraising: donor, donation, campaign, volunteer, charity
election voting: election, candidate, party, voter, vote
farm agriculture: farm, field, crop, harvest, farmer
smart-home: house, room, device, sensor, measurement, alarm
iot sensors weather-station: device, sensor, measurement, alarm
parking parking-lot: parking lot, level, parking spot, vehicle, ticket, payment
salon hairdresser barber spa: customer, stylist, service, appointment, payment
recipe recipes cookbook: user, recipe, ingredient, category, review
blog cms magazine newspaper news: user, post, category, tag, comment
hackathon contest: contest, team, participant, project, judge
company firm office startup: company, department, employee, project, task
"""
"""A line words for enterprises and programs of one kind, and the entities that they have."""
