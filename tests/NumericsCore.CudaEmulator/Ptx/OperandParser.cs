using System.Globalization;

namespace NumericsCore.CudaEmulator;

/// <summary>Reads the operands of an instruction.</summary>
internal sealed class OperandParser(TokenReader reader)
{
    /// <summary>Operands up to the semicolon.</summary>
    public List<Operand> UpToSemicolon()
    {
        var operands = new List<Operand>();
        while (!reader.Accept(";"))
        {
            if (operands.Count > 0) reader.Expect(",");
            operands.Add(One());
        }

        return operands;
    }

    private Operand One()
    {
        Operand first = Single();
        return reader.Accept("|") ? new PairOperand(first, Single()) : first;
    }

    private Operand Single() =>
        reader.Accept("[") ? Address()
        : reader.Accept("{") ? new VectorOperand(ListUpTo("}"))
        : reader.Accept("(") ? new ListOperand(ListUpTo(")"))
        : reader.Accept("!") ? new NotOperand(reader.Word())
        : reader.Next.Kind == TokenKind.Word ? new NameOperand(reader.Word())
        : new NumberOperand(Number());

    private List<Operand> ListUpTo(string end)
    {
        var elements = new List<Operand>();
        while (!reader.Accept(end))
        {
            if (elements.Count > 0) reader.Expect(",");
            elements.Add(Single());
        }

        return elements;
    }

    private AddressOperand Address()
    {
        string? name = reader.Next.Kind == TokenKind.Word ? reader.Word() : null;
        long offset = 0;
        if (!reader.Next.Is("]"))
        {
            if (name is not null && !reader.Next.Is("-")) reader.Expect("+");
            string digits = Number();
            if (!Constant.TryInteger(digits, out ulong bits)) throw reader.Refuse($"'{digits}' is no number of bytes");
            offset = (long)bits;
        }

        reader.Expect("]");
        return new(name, offset);
    }

    private string Number()
    {
        string sign = reader.Accept("-") ? "-" : "";
        return reader.Next.Kind == TokenKind.Number
            ? sign + reader.Take().Text
            : throw reader.Refuse(string.Create(CultureInfo.InvariantCulture, $"An operand is expected where '{reader.Next.Text}' stands"));
    }
}
