//! The views of the details, of which one is looked at.

/// A view of what stands behind a decision. It is no part of the decision: the
/// address of the page names it, a link that is handed on does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// The points, the weights, and what else would say something.
    #[default]
    Why,
    /// What wins where two answers or weights change.
    Map,
    /// What each base costs.
    Costs,
    /// The sizes with the visitor's own program.
    Sizes,
    /// What lies in the image, drawn.
    Picture,
    /// What changes for on-call.
    Runbook,
    /// Bases and links side by side.
    Compare,
    /// What can be taken along.
    Share,
}

impl Detail {
    /// Every view, in the order of the page.
    pub const ALL: [Detail; 8] =
        [Detail::Why, Detail::Map, Detail::Costs, Detail::Sizes, Detail::Picture, Detail::Runbook, Detail::Compare, Detail::Share];

    /// Its name in an address. Never changed once one has carried it.
    pub const fn token(self) -> &'static str {
        match self {
            Detail::Why => "why",
            Detail::Map => "map",
            Detail::Costs => "costs",
            Detail::Sizes => "sizes",
            Detail::Picture => "picture",
            Detail::Runbook => "runbook",
            Detail::Compare => "compare",
            Detail::Share => "share",
        }
    }

    /// What the page calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Detail::Why => "Why",
            Detail::Map => "Map",
            Detail::Costs => "Costs",
            Detail::Sizes => "Sizes",
            Detail::Picture => "Picture",
            Detail::Runbook => "Runbook",
            Detail::Compare => "Compare",
            Detail::Share => "Share",
        }
    }

    /// What there is in it, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Detail::Why => "points by criterion, weights, the article, common myths",
            Detail::Map => "the base that fits best for each combination of two answers",
            Detail::Costs => "size, contents, support and debugging of each base",
            Detail::Sizes => "pull time, disk space and traffic with your own figures",
            Detail::Picture => "the layers of the image, and what can be found inside",
            Detail::Runbook => "what changes for on-call, readiness, manifests",
            Detail::Compare => "two or three bases, or several links, side by side",
            Detail::Share => "link, decision record, card, slide, download",
        }
    }

    /// The view of that name.
    pub fn find(token: &str) -> Option<Detail> {
        Detail::ALL.into_iter().find(|detail| detail.token() == token)
    }
}
