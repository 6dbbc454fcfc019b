namespace NumericsCore.CudaEmulator;

/// <summary>Reads declarations of registers, variables and parameters.</summary>
internal sealed class DeclarationParser(TokenReader reader)
{
    /// <summary>The bytes of a type such as .f32.</summary>
    public int BytesOf(string type) => type switch
    {
        ".b8" or ".u8" or ".s8" => 1,
        ".b16" or ".u16" or ".s16" => 2,
        ".b32" or ".u32" or ".s32" or ".f32" => 4,
        ".b64" or ".u64" or ".s64" or ".f64" => 8,
        _ => throw reader.Refuse($"The type {type} is not known"),
    };

    /// <summary>The registers of .reg .b32 %r&lt;3&gt;, %a;</summary>
    public IEnumerable<RegisterDeclaration> Registers(int line)
    {
        string type = reader.Word();
        if (type != ".pred") BytesOf(type);
        do
        {
            string name = reader.Word();
            int? count = null;
            if (reader.Accept("<"))
            {
                count = reader.Integer();
                reader.Expect(">");
            }

            yield return new(line, name, type, count);
        }
        while (reader.Accept(","));
        reader.Expect(";");
    }

    /// <summary>A variable after its space: .align 4 .b8 name[16].</summary>
    public VariableDeclaration Variable(int line, string space)
    {
        int alignment = 1, count = 1;
        string type = reader.Word();
        if (type == ".align")
        {
            alignment = reader.Integer();
            type = reader.Word();
        }

        int bytes = BytesOf(type);
        string name = reader.Word();
        if (reader.Accept("["))
        {
            // an array without a length is the shared memory that the launch adds
            count = reader.Next.Is("]") ? 0 : reader.Integer();
            reader.Expect("]");
        }

        return new(line, space, name, Math.Max(alignment, bytes), bytes * count);
    }

    /// <summary>Parameters or results in parentheses.</summary>
    public List<VariableDeclaration> Parameters()
    {
        var parameters = new List<VariableDeclaration>();
        reader.Expect("(");
        while (!reader.Accept(")"))
        {
            if (parameters.Count > 0) reader.Expect(",");
            int line = reader.Next.Line;
            reader.Expect(".param");
            parameters.Add(Variable(line, ".param"));
        }

        return parameters;
    }
}
