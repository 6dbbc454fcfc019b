using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Walks over tokens; what is not as expected is refused with its line.</summary>
internal sealed class TokenReader(SourceText source)
{
    private readonly List<Token> _tokens = Lexer.Read(source);
    private int _at;

    public Token Next => _tokens[_at];

    public Token AfterNext => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public bool AtEnd => Next.Kind == TokenKind.End;

    public Token Take() => AtEnd ? throw Refuse("PTX ends too early") : _tokens[_at++];

    public bool Accept(string text)
    {
        if (!Next.Is(text)) return false;
        _at++;
        return true;
    }

    public void Expect(string text)
    {
        if (!Accept(text)) throw Refuse($"'{text}' is expected where '{Next.Text}' stands");
    }

    public string Word() => Next.Kind == TokenKind.Word ? Take().Text : throw Refuse($"A name is expected where '{Next.Text}' stands");

    public int Integer()
    {
        string text = Next.Text;
        if (Next.Kind == TokenKind.Number && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            _at++;
            return value;
        }

        throw Refuse($"A whole number is expected where '{text}' stands");
    }

    /// <summary>Passes everything that stands in a line.</summary>
    public void SkipLine(int line)
    {
        while (!AtEnd && Next.Line == line) _at++;
    }

    public PtxException Refuse(string why) => source.Refuse(Next.Line, why);
}
