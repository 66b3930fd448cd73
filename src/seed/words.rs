//! What invented people are called and say. Nobody here exists.

/// What they like to be called.
pub(super) const CALLED: &[&str] = &[
    "Abi", "Bex", "Cass", "Dot", "Ellie", "Fran", "Gem", "Hol", "Immy", "Jo", "Kit", "Lou", "Mags", "Nell", "Oli", "Peg", "Queenie", "Ro",
    "Sal", "Tess", "Una", "Viv", "Win", "Yas", "Zo",
];

/// First halves of family names.
pub(super) const FAMILY: &[&str] =
    &["Alder", "Birch", "Cedar", "Damson", "Elder", "Fern", "Gorse", "Heather", "Ivy", "Juniper", "Linden", "Maple", "Oak", "Rowan"];

/// Second halves of family names.
pub(super) const PLACE: &[&str] = &["brook", "combe", "dale", "field", "ford", "gate", "hill", "ley", "mere", "side", "ton", "wick"];

/// What a goal is about, its title, and her words for it.
pub(super) const GOALS: &[(&str, &str, &str)] = &[
    ("HOME", "A place of my own with a front door", "Somewhere I can lock the door and put the kettle on."),
    ("LEARN", "Finish the course I began", "I was good at it and I want to show my sister."),
    ("WORK", "Work in a kitchen", "I like it when it is busy."),
    ("MONEY", "Sort out what I owe", "I want to open the letters without feeling sick."),
    ("FRIENDS_CIRCLE", "See the people who turn up", "The ones who still ring."),
];

/// Steps towards a goal.
pub(super) const STEPS: &[&str] = &[
    "Ask for the form and fill it in together",
    "Ring and say when we can come",
    "Find out what it costs and who pays",
    "Go there once to have a look",
    "Write down what I want to ask",
    "Bring the papers to the next meeting",
];

/// What she is good at.
pub(super) const STRENGTHS: &[&str] = &[
    "I make people laugh",
    "I never give up",
    "I can cook for twenty",
    "I notice when somebody is low",
    "I fix things with my hands",
    "I am good with animals",
];

/// What helps.
pub(super) const HELPS: &[&str] = &["Walking", "Music with no words", "Somebody to sit with me", "Writing it down", "A hot drink"];

/// Who is in her circle, and how they help.
pub(super) const CIRCLE: &[(&str, &str, &str)] = &[
    ("Nan", "FAMILY", "She listens"),
    ("Bev", "CHOSEN_FAMILY", "She rings on Sundays"),
    ("Dee", "MENTOR", "She has been there"),
    ("Mel", "FRIEND", "She makes me laugh"),
];

/// Towns.
pub(super) const TOWNS: &[&str] = &["Eastmere", "Hollowford", "Kingsley", "Marlgate", "Thornwick"];
