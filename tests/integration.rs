mod identity;
mod partnership;
