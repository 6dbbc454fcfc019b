using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Cuts a text of PTX into tokens; comments and white space go.</summary>
internal static class Lexer
{
    public static List<Token> Read(SourceText source)
    {
        var tokens = new List<Token>();
        string text = source.Text;
        int line = 1;
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            int end = at + 1;
            if (c == '\n') line++;
            else if (c == '\0') break;
            else if (char.IsWhiteSpace(c)) { }
            else if (c == '/' && Next(text, at) == '/') end = Or(text.IndexOf('\n', at), text.Length);
            else if (c == '/' && Next(text, at) == '*')
            {
                end = Or(text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2, text.Length);
                line += text.AsSpan(at, end - at).Count('\n');
            }
            else if (c == '"')
            {
                end = text.IndexOf('"', at + 1) + 1;
                if (end == 0) throw source.Refuse(line, "A text in quotes does not end");
                tokens.Add(new(TokenKind.Text, text[at..end], line));
            }
            else if (char.IsAsciiDigit(c)) tokens.Add(new(TokenKind.Number, text[at..(end = EndOf(text, at, char.IsAsciiLetterOrDigit, '.'))], line));
            else if (char.IsAsciiLetter(c) || c is '_' or '$' or '%' or '.') tokens.Add(new(TokenKind.Word, text[at..(end = EndOfWord(text, at))], line));
            else if ("{}()[]<>,;:@!+-|=".Contains(c, StringComparison.Ordinal)) tokens.Add(new(TokenKind.Mark, c.ToString(CultureInfo.InvariantCulture), line));
            else throw source.Refuse(line, $"PTX has no '{c}'");
            at = end;
        }

        tokens.Add(new(TokenKind.End, "", line));
        return tokens;
    }

    private static char Next(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    // a search that finds nothing gives -1, after the length of what was looked for is added a little more
    private static int Or(int found, int otherwise) => found < 2 ? otherwise : found;

    private static int EndOf(string text, int at, Func<char, bool> belongs, char also)
    {
        while (at < text.Length && (belongs(text[at]) || text[at] == also)) at++;
        return at;
    }

    // as in cp.async.ca.shared.global.L2::128B
    private static int EndOfWord(string text, int at)
    {
        at = EndOf(text, at, static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '%', '.');
        return at + 2 < text.Length && text[at] == ':' && text[at + 1] == ':' ? EndOfWord(text, at + 2) : at;
    }
}
