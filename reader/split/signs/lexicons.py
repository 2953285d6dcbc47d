"""The words that newsletters have in common: greetings, markers, notices. Tables only, whole lines mostly.

No entry may be the words of one issue: only what recurs in a publication or in many of them.
"""

import re
from typing import NamedTuple

from reader.split.signs.vocabulary import Sign


class Publication(NamedTuple):
    """The sections a publication usually has, in order; names at one place stand for each other over the years."""

    name: str
    sections: tuple[tuple[str, ...], ...]


PUBLICATIONS: tuple[Publication, ...] = (
    Publication(
        "Deep Learning Weekly",
        (
            ("Industry",),
            ("Mobile & Edge", "MLOps", "MLOps & LLMOps"),
            ("Learning",),
            ("Libraries & Code",),
            ("Papers & Publications",),
        ),
    ),
)

# Each pattern must match a whole line (the decoder looks at lines with `fullmatch`), case aside.
LINES: dict[Sign, str] = {
    Sign.MARKER: r"(?:the )?abstracts?\s*[:.–—-]?|summary\s*:|tl;?dr\s*:?",
    Sign.SPONSOR_MARKER: r"\W*(?:sponsor(?:ed)?(?: by .{1,60}| content| post| message| link)?|advertisements?"
    r"|a d v e r t i s e m e n t|promoted|ad)\W*",
    Sign.READ_MORE: r"\W*(?:read (?:more|on|the (?:rest|paper|article|full (?:article|post|story|paper)))"
    "|continue reading"
    r"|more|full (?:article|story)|learn more|view (?:paper|article))(?:\W+(?:here|code|paper|github|video"
    r"|slides))*\W*",
    Sign.TAGS: r"#[^\W\d][\w&/.+-]*(?: [\w&/.+-]+){1,2}"
    r"|(?:(?:tags?|topics?|filed under)\s*:\s*)?#[\w&/.+-]+(?:[\s,;|·]+#[\w&/.+-]+)*[\s,;]*"
    r"|(?:tags|topics|filed under)\s*:\s*\S.{0,200}|(?:filed under|tagged(?: (?:with|as))?|posted in)\s+\S.{0,80}",
    Sign.RULER: r"[\W_]*",
    Sign.GREET: r"(?:hey|hi|hello|hiya|howdy|dear|greetings|welcome|good (?:morning|day|evening|afternoon)"
    r"|liebe|lieber|hallo|guten (?:tag|morgen)|bonjour|chers?|chères?|salut|hola|queridos?|buenos días|ciao|cari|beste"
    r"|hej|olá)\b"
    r"(?:[ ,]+(?:there|all|again|everyone|everybody|you|back|folks|friends?|readers?|team|subscribers?|dear|and|"
    r"to|the|this|week's|another|issue|edition|of|\w+ enthusiasts|guys|world|community|weekly"
    r"|newsletter)){0,8}\s*[,!.:…]*",
    Sign.SIGNOFF: r"(?:until (?:next|then)|see you|bye|cheers|best(?: wishes| regards)?|happy (?:reading|hacking"
    r"|learning|coding)"
    r"|stay (?:tuned|safe|curious)|enjoy(?: reading| your read| the read)?|have a (?:great|good|nice)"
    r"|thanks(?: again| for reading|,)"
    r"|thank you for reading|that's (?:all|it)(?: for)?|take care|yours|with love|all the best|let's (?:dive"
    r"|get|go)\b"
    r"|without further ado|ciao|talk soon|till next)\b.{0,60}",
    Sign.CTA: r".{0,160}\b(?:find us on|follow us|tweet (?:at|to) us|let us know|(?:get|be) in touch|send us"
    r"|drop us|reply to this"
    r"|forward(?:ed)? (?:this|it|to)|tell (?:a|your) (?:friends?|colleagues?)|share (?:it|this|us"
    r"|the newsletter)|subscribe|unsubscribe"
    r"|sign up|support us|become a (?:member|patron)|happy reading|view (?:this|it) (?:email )?(?:in|online)"
    r"|in your browser"
    r"|(?:just )?(?:hit|press) reply|reply (?:to|directly|with)|(?:we|i) read (?:every|all)"
    r"|you(?:'re| are)? (?:get|receive|receiving|getting) this|abbestell\w*|abmelden|se désabonner|désinscri\w+"
    r"|darse de baja|afmelden|uitschrijven|disiscriv\w+"
    r"|spread the word|your feedback|suggestions?\b.{0,40}\bwelcome)\b.{0,240}",
    Sign.NAV: r"(?:jump to|skip to|go to|on this page|sections|contents)\s*:.{1,200}|\W*(?:(?:older|newer|previous"
    r"|next|recent) (?:posts?|entries|page|articles?)|page \d+(?: of \d+)?"
    r"|share(?: this)?(?: post)?"
    r"|like(?: this)?|loading(?: comments)?|(?:leave a |no |\d+ )?comments?(?: off)?|(?:\d+|no) (?:likes?"
    r"|comments?|responses?)|subscribe(?: now)?"
    r"|sign in|log ?in|menu|home|search|skip to (?:main )?content|table of contents|in this issue|print|email|tweet|"
    r"facebook|twitter|linkedin|reddit|pinterest|copy link|download pdf|top|back to top|permalink|uncategorized"
    r"|powered by .{1,40}|©.{0,120}|copyright .{0,120}|all rights reserved.{0,40}|privacy\b.{0,60}"
    r"|terms(?: of use)?|no posts|ready for more|new|discussion about this post|restacks?"
    r"|substack is the home .{0,40}|this (?:post|email) (?:is|was) (?:for|sent) .{0,80}|you(?:'re"
    r"| are) receiving .{0,100}"
    r"|created with .{1,40}|open in app|get the app|start writing|(?:and )?\d+ (?:more|others?))\W*",
    Sign.BYLINE: r"(?:(?:posted|published|written|shared|submitted)\s+(?:on|by|in|at)\s+.{1,100}"
    r"|by [A-Z][\w.'’-]+(?: (?:and |& )?[A-Z][\w.'’-]+){0,6},?"
    r"|(?:source|via|author|authors|link|from|date|h/t|read more|learn more|more|get the \w+(?: here)?"
    r"|read (?:the |it )?(?:paper|article|post|here)?)\s*:\s*.{1,120})",
    Sign.URL: r"(?:(?:link|url|code|paper|github|website|demo|source)\s*:\s*|>+\s*)?[<(\[]?(?:https?|ftp)://\S+",
    Sign.PAGE: r"\W*(?:(?:tag|category|posts? tagged|topic|archives?|filed under|label|browsing"
    r"|entries tagged)(?:\s+archives?)?\s*[:–—-]?\s*.{0,60}"
    r"|.{1,60}\b(?:archives?|tag page|tagged posts))\W*",
    Sign.NUMBERING: r"[\W_]*\d[\d\W_]*",
}
# Patterns that must match at the start of a block.
STARTS: dict[Sign, str] = {
    Sign.STARTS_INTRO: r"this (?:week|month|time|issue|edition)\b.{0,60}\b(?:we|you|our|brings?|features?|covers?)\b"
    r"|you may also|we also|also in this|in this (?:issue|edition|week's)\b"
    r"|this (?:issue|edition|week|month)(?:'s (?:issue|edition|letter|newsletter))? (?:is|was|has|had|comes|goes)\b"
    r"|[^.]{0,120}[.:] (?:in )?this (?:issue|edition|week)\b|(?:further|farther) (?:down|below)|below,? (?:you|we)\b"
    r"|welcome (?:to|back)|in today's|today we|it(?:'s| has) been (?:a|an)|(?:hey|hi|hello|dear) \w+[,!]"
    r"|this (?:week|month)'s (?:issue|edition|newsletter)|another week",
    Sign.STARTS_LEAD: r"(?:an?|the|this|these|in this|here(?:'s| is| are)|set of|collection of|list of|learn"
    r"|discover how|find out|check out|read about"
    r"|it's|how to|part \w+ of|our|researchers?|scientists|a team|see|watch|explore) ",
    Sign.STARTS_IS_A: r"(?:[A-Z0-9][^\s:]*,? ){1,5}(?:is|are|was) (?:an?|the|one|able|now|currently|\w+ing|\w+['’]s)\b",
    Sign.STARTS_WEAK_LEAD: r"(?:this|in this(?! (?:work|paper|study)\b)|these|here(?:'s| is| are)|(?:a )?(?:set"
    r"|collection|list|suite|series|bunch"
    r"|pair) of|a (?:\w+ )?(?:post|article|tutorial|guide|paper|blog|library|framework|tool|dataset|course|talk"
    r"|podcast|video|series|collection|list|notebook|repository|repo|deep dive|walkthrough|review|survey|primer"
    r"|study|report|technical|comprehensive"
    r"|detailed|short|long|great|nice|python|pytorch|tensorflow)|an (?:article|interview|overview|introduction"
    r"|introductory|open|annotated|in-depth"
    r"|interesting|implementation|interactive|easy|essay|excellent|analysis)) ",
    # How a second paragraph begins; the first pattern is hardly ever a beginning.
    Sign.STARTS_SURELY_GOES_ON: r"(?:(?:in|with) (?:this|our|the present) (?:work|paper|study),? |furthermore|moreover"
    r"|in addition\b|additionally"
    r"|however|finally,|besides|for (?:example|instance)|as a result|therefore|thus\b|specifically|overall"
    r"|meanwhile|to this end"
    r"|the (?:second|other|last|latter|former|final|remaining) (?:half|part|section|third|chapter|one)s?\b|the rest of"
    r"|to (?:address|tackle|overcome|mitigate|solve) (?:this|these)|(?:it|they|he|she) also\b|here,? we\b)",
    Sign.STARTS_GOES_ON: r"(?:it|they|he|she|its|their|also|we|our|these|those|such"
    r"|the (?:authors?|researchers|team|company|paper|article|post|model|method|results?|approach)"
    r"|the [a-z]+ (?:is|are|was|were|has|have|can|needs?|should|will|may|also)"
    r"|to (?:address|this end|tackle|overcome|mitigate|solve))\b",
    Sign.STARTS_INLINE_MARKER: r"(?:the )?abstract\s*[:.—–]\s*(?=\S)|abstract\s-\s(?=\S)",
    Sign.STARTS_REPO: r"[\w.-]+/[\w.-]+(?:\s*[:–—|-]\s|\s*$)|github - \S+",
    Sign.STARTS_COUNTED: r"\d{1,2}\.\d{1,2}[.):]?\s+[^\W\d]",
    Sign.STARTS_BULLET: r"(?:[-*•·▪●◦‣]|\d{1,3}[.)])\s+",
}
ENDS: dict[Sign, str] = {
    Sign.ENDS_READ_MORE: r"[\s(\[]*\b(?:read (?:more|on|the (?:paper|article|full (?:article|post|story)))"
    r"|continue reading)(?: here)?"
    r"\s*(?:[»›→>\])…]|->)*\.?\s*(?:#[\w&/.+-]+[\s,;|·]*)*$",
    Sign.ENDS_DANGLING: r"(?:[,;(\[/=<≤≥×·∈—–-]|\b(?:by|of|the|and|a|an|to|with|is|are|than|that|in|for|on|at|from|or"
    r"|as|be|into|where|which|with|"
    r"over|under|between|up to|about|using|via|our|its|their|we|such|if|when|i\.e\.|e\.g\.))$",
}
# What ends with a full stop that ends no sentence.
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:inc|corp|ltd|co|jr|sr|vs|etc|al|st|no|dr|u\.s|u\.k)\.)$",
    re.IGNORECASE,
)
SPONSORED = re.compile(
    r"[(\[](?:sponsor(?:ed)?(?: content| post| link| message| by [^)\]]{1,40})?|ad|advertisement|promoted|paid"
    r"|paid partnership|partner content)[)\]]"
    r"|^sponsor(?:ed)?\b(?! (?:a|an|the|of|for)\b)|\bsponsored (?:content|post)\b|^an? (?:message|word) from\b"
    r"|^together with\b"
    r"|^(?:presented|brought to you) by\b|^advertisement\b|^promoted\b",
    re.IGNORECASE,
)

# What an issue is called in the lines it begins with: a number, or a date at the end.
ISSUE_TITLE = re.compile(
    r"\b(?:issue|edition|no|nr|vol|volume|week|number|ausgabe|folge|numéro|número|edición|numero|nummer|uitgave"
    r"|wydanie|episode)\b\.?\s*#?\s*\d|\bn[°º]\s*\d|[#№]\s*\d"
    r"|\b(?:19|20)\d\d(?:[-/. ]\d{1,2})*\W*$|^\D{3,60}\s\d{1,5}(?:$|\s*[/|·–—-])",
    re.IGNORECASE,
)
# What closes a one-liner or a blurb and only carries its link.
TAIL_LINK = (
    r"(?:the )?(?:links?|urls?|read(?: more| on| it| here| the (?:paper|post|article|story|full (?:story|post"
    r"|article)))?"
    r"|source|more|here|paper|pdf|code|repo|github|demo|website|site|video|watch|slides|abs|arxiv|post|blog"
    r"|article|tweet|thread"
    r"|continue reading|learn more|full (?:story|article|text)|details|project(?: page)?|→|»|›|>+|🔗)"
)
# Labels that stories of many publications have inside.
RUN_IN_LABEL = (
    r"yes,? but|what(?:'|’)?s (?:new|next|happening|going on)|how it works|why it(?:'|’)?s? ?matters?"
    r"|why this matters|behind the (?:news|scenes)"
    r"|we(?:'|’)?re (?:thinking|watching)|the (?:details|big picture|bottom line|context|intrigue|latest|catch"
    r"|upshot|other side|takeaways?|results?|backdrop)"
    r"|driving the news|zoom (?:in|out)|between the lines|go deeper|bottom line|key (?:insight|points?"
    r"|takeaways?|findings?|features?)|state of play"
    r"|what they(?:'|’)?re saying|by the numbers|our (?:take|thoughts?)|results?|where (?:it|things) stands?"
    r"|what to (?:watch|know|expect)|worth noting"
    r"|of note|be smart|flashback|threat level|reality check|the other side|summary|tl;?dr|background|context"
    r"|note|update|editor(?:'|’)s note|quote|methods?|takeaways?"
)
# What closes a mail or a page: nothing that follows is part of the issue.
FOOTER = (
    r"\bunsubscribe\b|manage (?:your )?(?:subscription|preferences|email)|email preferences"
    r"|update (?:your )?(?:(?:e-?mail )?preferences|subscription|profile)|you(?:'|’)?re (?:receiving|getting) this"
    r"|you (?:are|have been|were|have) (?:receiving|getting|received|subscribed|signed up) (?:this|to|for|because)"
    r"|(?:this|the) (?:e-?mail|newsletter|message) (?:was|is) (?:sent|intended)|add us to your address book"
    r"|no longer (?:wish|want) to (?:receive|get)|to stop receiving"
)
# Headings of what stands under an issue on its page: other issues, comments, forms, share buttons. Whole lines.
END = (
    r"(?:(?:the )?(?:previous|past|recent|older|earlier|more|other|latest|all) (?:weeks?|issues?|editions?"
    r"|newsletters?"
    r"|posts?|episodes?|articles?|stories|letters?|digests?|bulletins?|from .{1,60})"
    r"|archives?|related(?: (?:posts?|articles?|stories|reading|issues?))?|(?:you )?(?:may|might) also (?:like|enjoy)"
    r"|read (?:next|this next)|keep reading|popular posts?|recommended(?: for you)?|(?:never miss|don.t miss) .{1,60}"
    r"|subscribe(?: to .{1,60}| now)?|sign up(?: (?:for|to) .{1,60})?|join (?:the newsletter|our .{1,60})|stay updated"
    r"|get .{1,40} in your inbox|(?:leave|post|write) a (?:reply|comment)|(?:\d+ )?(?:comments?|responses?|replies)"
    r"|(?:\d+|one|no) thoughts? on .{1,120}|discussion about this post|(?:share|like) this(?: post| issue)?|share"
    r"|post navigation|about (?:the )?authors?|search|categories|tags|recent comments|blogroll|meta)\W*"
)
# What the parts of an essay are called, and hardly ever an item of an issue. Whole lines.
ESSAY_PARTS = (
    r"(?:\d+[.)]?\s*)?(?:introduction|intro|background|motivation|the (?:problem|idea|setup|solution|plan|results?)"
    r"|overview|method(?:s|ology)?|approach|results?|discussion|conclusions?|concluding remarks|summary|takeaways"
    r"|key takeaways|lessons(?: learned)?|what(?:'s| is) next\??|next steps|final thoughts|closing thoughts|wrapping up"
    r"|in closing|epilogue|prologue|afterword|acknowledge?ments|footnotes|notes|references|appendix|further reading"
    r"|postscript|p\.?s\.?|caveats|limitations|tl;?dr|what i learned|the end)\W*"
)
# One of these stands in every such line: looked for first, which is quick.
FOOTER_WORDS = (
    "subscri",
    "preferences",
    "receiv",
    "getting",
    "mail",
    "newsletter",
    "message",
    "update your",
    "signed up",
)
NOTICE_WORDS = (
    *FOOTER_WORDS, "©", "(c)", "copyright", "rights reserved", "privacy", "terms", "browser", "forward", "powered",
    "opt", " us",
    "share", "box", " st", " ave", " road", " rd", " blvd", " lane",
)  # fmt: skip
# What is likely to be a notice, where notices stand.
NOTICE = (
    r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b|all rights reserved|privacy policy|terms (?:of (?:use|service)"
    r"|and conditions)"
    r"|our mailing (?:address|list)|in (?:your |a |the )?(?:web )?browser|forward(?:ed)? (?:this|to|it)\b|powered by"
    r"|was this (?:e-?mail |newsletter )?forwarded|opt[- ]out|^(?:follow|find|join) us\b|share this (?:issue"
    r"|newsletter|e-?mail)"
    r"|p\.?o\.? box|\b\d{1,5} [A-Z]\w+ (?:st(?:reet)?|ave(?:nue)?|road|rd|blvd|lane)\b.{0,60}\d{4,5}"
)
# Lines between the title of a page and its text: dates, times to read, counts, buttons.
META = (
    r"(?:(?:published|posted|updated|sent|reading time|time to read|share|like|comments?|restacks?"
    r"|listen(?: now)?|save"
    r"|subscribe(?:d)?|follow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july"
    r"|august|(?:septem|octo|novem|decem)ber|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
    r"|\d{1,4}(?:st|nd|rd|th)?|min(?:ute)?s?(?: read)?|read|views?|on|at|am|pm|utc|paid|public|free)[\W_]*)+"
)
# What stands above an issue and is none of it.
HEADER = (
    r"(?:view|read|open|see) (?:this |it |the )?(?:e-?mail |issue |newsletter |message )?(?:in|on) (?:your |a "
    r"|the )?(?:web )?(?:browser|web)\b|view online|web version|online version"
    r"|trouble (?:viewing|reading)|skip to|toggle navigation|\bsign (?:up|in)\b|subscribe"
    r"|is this e-?mail not displaying|add us to|unsubscribe|advertise"
)
# What may stand behind a title on its line without being a blurb: a source, a name, a mark.
TITLE_REST = (
    r"[\W_]*(?:(?:by|via|from|in) [\w.’'& -]{1,40}|[\w.’'-]+\.[a-z]{2,10}|\d+ min(?:ute)?s?(?: read)?"
    r"|\((?!sponsor|ad\b|advert|promo|paid)[^()]{2,40}\)|sponsor(?:ed)?|video|pdf|paid|free|\[?(?:19|20)\d\d\]?|[\w.’'-]{1,20})[\W_]*"
)
