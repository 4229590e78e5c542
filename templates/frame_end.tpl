{{%AUTOESCAPE context="HTML"}}</main>
<footer>
<p>{{site}} keeps what you write sealed under a key of your own. <a href="/about">How your words are kept</a></p>
</footer>
</body>
</html>
