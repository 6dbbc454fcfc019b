namespace NumericsCore.CudaEmulator;

internal enum TokenKind
{
    /// <summary>An opcode with its suffixes, a directive, a register, a label or another name.</summary>
    Word,
    Number,
    Text,

    /// <summary>One character of punctuation.</summary>
    Mark,
    End,
}

/// <summary>A piece of PTX, and the line that it stands in.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool Is(string text) => Text == text && Kind is TokenKind.Mark or TokenKind.Word;
}
