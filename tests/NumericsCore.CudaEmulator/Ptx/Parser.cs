namespace NumericsCore.CudaEmulator;

/// <summary>Reads a module: directives and functions.</summary>
internal sealed class Parser
{
    private readonly SourceText _source;
    private readonly TokenReader _reader;
    private readonly DeclarationParser _declarations;
    private readonly OperandParser _operands;

    public Parser(SourceText source)
    {
        _source = source;
        _reader = new(source);
        _declarations = new(_reader);
        _operands = new(_reader);
    }

    /// <summary>The functions that have a body, in order.</summary>
    public List<FunctionSource> Functions()
    {
        var functions = new List<FunctionSource>();
        while (!_reader.AtEnd)
        {
            var token = _reader.Take();
            switch (token.Text)
            {
                case ".version" or ".target" or ".address_size" or ".file":
                    _reader.SkipLine(token.Line);
                    break;
                case ".visible" or ".weak" or ".extern":
                    break;
                case ".entry" or ".func":
                    if (Function(token) is { } function) functions.Add(function);
                    break;
                default:
                    throw _source.Refuse(token.Line, $"'{token.Text}' is not known outside of functions");
            }
        }

        return functions;
    }

    // null: a function that is only announced
    private FunctionSource? Function(Token token)
    {
        var results = _reader.Next.Is("(") ? _declarations.Parameters() : [];
        string name = _reader.Word();
        var parameters = _reader.Next.Is("(") ? _declarations.Parameters() : [];
        while (_reader.Next.Text is ".maxntid" or ".reqntid" or ".minnctapersm" or ".maxnreg" or ".noreturn") _reader.SkipLine(_reader.Next.Line);
        return _reader.Accept(";") ? null : new(token.Line, name, token.Is(".entry"), results, parameters, Braces());
    }

    private Scope Braces()
    {
        int line = _reader.Next.Line;
        _reader.Expect("{");
        var items = new List<BodyItem>();
        while (!_reader.Accept("}"))
        {
            if (_reader.Next.Is("{")) items.Add(Braces());
            else if (_reader.Next is { Kind: TokenKind.Word, Text: ['.', ..] }) Directive(items);
            else if (_reader.Next.Kind == TokenKind.Word && _reader.AfterNext.Is(":"))
            {
                items.Add(new Label(_reader.Next.Line, _reader.Word()));
                _reader.Expect(":");
            }
            else items.Add(Statement());
        }

        return new(line, items);
    }

    private void Directive(List<BodyItem> items)
    {
        var token = _reader.Take();
        switch (token.Text)
        {
            case ".loc" or ".pragma":
                _reader.SkipLine(token.Line);
                break;
            case ".reg":
                items.AddRange(_declarations.Registers(token.Line));
                break;
            case ".shared" or ".param":
                items.Add(_declarations.Variable(token.Line, token.Text));
                _reader.Expect(";");
                break;
            default:
                throw _source.Refuse(token.Line, $"The directive {token.Text} is not known in functions");
        }
    }

    private Statement Statement()
    {
        int line = _reader.Next.Line;
        string? predicate = null;
        bool negated = false;
        if (_reader.Accept("@"))
        {
            negated = _reader.Accept("!");
            predicate = _reader.Word();
        }

        string opcode = _reader.Word();
        return new(line, opcode, predicate, negated, _operands.UpToSemicolon());
    }
}
