{{%AUTOESCAPE context="HTML"}}<h1>How your words are kept</h1>
<p class="lead">You tell this site things you would not tell many people. This is what happens to them.</p>
<h2>Sealed, row by row</h2>
<p>Everything you write, and everything the coach writes about you, scores included, is encrypted before it is stored, under a key made for you alone. The keys are not in the database. Somebody who copies the database or a backup reads nothing.</p>
<h2>What stays readable</h2>
<p>Times, counts and states: when a session began, whether an answer has its mark. Without them nothing could be found or scheduled. Your user name is kept only as a keyed hash and inside your sealed record.</p>
<p>When you put a mark right or call it wrong, it is counted that it happened, by day and by who had marked: not whose mark it was, nor what you said of it.</p>
<h2>Who marks you</h2>
<p>The built-in coach works on this machine and sends nothing anywhere. If whoever runs this site has connected an outside model, every mark says so, shows exactly what was sent, and in the settings you can choose the built-in coach only.</p>
<h2>Leaving</h2>
<p>In the settings you can download everything held on you as one file, and delete your account. Deleting it destroys your key. Copies in backups stay unreadable without the site’s keys and end when the backups do.</p>
<h2>What this can’t protect you from</h2>
<p>Whoever controls the running machine can read what passes through it. Choose a host you trust, or run it yourself.</p>
