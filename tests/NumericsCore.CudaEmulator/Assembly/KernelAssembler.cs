namespace NumericsCore.CudaEmulator;

/// <summary>Makes a kernel's instructions of its text; a call is replaced by the function's code.</summary>
internal sealed partial class KernelAssembler
{
    // deeper calls are taken for a recursion, which cannot be replaced by code
    private const int DeepestCall = 64;

    private readonly IReadOnlyDictionary<string, FunctionSource> _functions;
    private readonly List<Instruction> _code = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly Dictionary<string, PtxParameter> _parameters = [];
    private readonly Dictionary<(string Function, string Variable), ulong> _shared = [];
    private int _sharedBytes;
    private int _calls;
    private int _depth;

    private KernelAssembler(SourceText source, IReadOnlyDictionary<string, FunctionSource> functions) => (Source, _functions) = (source, functions);

    public SourceText Source { get; }

    public SlotTable Slots { get; } = new();

    public static PtxKernel Assemble(SourceText source, IReadOnlyDictionary<string, FunctionSource> functions, FunctionSource entry)
    {
        var assembler = new KernelAssembler(source, functions);
        var parameters = Layout(entry.Parameters);
        foreach (var parameter in parameters) assembler._parameters.Add(parameter.Name, parameter);
        var frame = new Frame(entry, "");
        assembler.Items(entry.Body.Items, frame);
        assembler._code.Add(new Exit { Line = entry.Line });
        assembler.SetTargets();
        if (assembler._sharedBytes > SharedMemory.Most) throw source.Refuse(entry.Line, $"{assembler._sharedBytes} bytes of shared memory are more than {SharedMemory.Most}");
        Instruction[] code = [.. assembler._code];
        SlotAllocation.Allocate(code, assembler.Slots.All);
        return new(entry.Name, parameters, assembler._sharedBytes, source, code, assembler.Slots.All);
    }

    /// <summary>The slot that an operand is read from.</summary>
    public Slot Value(Statement statement, Frame frame, Operand operand, SlotKind kind)
    {
        switch (operand)
        {
            case NumberOperand number:
                return Constant.TryParse(number.Text, kind, out ulong bits) ? Slots.Constant(kind, bits) : throw Source.Refuse(statement.Line, $"{number.Text} is no constant of {kind}");
            case NotOperand not when kind == SlotKind.Predicate:
                var opposite = Slots.Register(kind);
                _code.Add(new Unary<Not<int>, int> { Slots = [opposite, Value(statement, frame, new NameOperand(not.Name), kind)], Line = statement.Line });
                return opposite;
            case NameOperand { IsRegister: true } name:
                var slot = Slots.Special(name.Name) ?? frame.Register(name.Name, Slots) ?? throw Source.Refuse(statement.Line, $"There is no register {name.Name}");
                return slot.Kind == kind ? slot : throw Source.Refuse(statement.Line, $"The register {name.Name} is of {slot.Kind}, not of {kind}");
            case NameOperand name when _shared.TryGetValue((frame.Function.Name, name.Name), out ulong address):
                return Slots.Constant(kind, address);
            default:
                throw Source.Refuse(statement.Line, $"{(operand as NameOperand)?.Name ?? "An operand"} is not known here");
        }
    }

    // each parameter at the next multiple of its alignment
    private static List<PtxParameter> Layout(IReadOnlyList<VariableDeclaration> declarations)
    {
        var parameters = new List<PtxParameter>();
        int end = 0;
        foreach (var declaration in declarations)
        {
            int start = (end + declaration.Alignment - 1) / declaration.Alignment * declaration.Alignment;
            parameters.Add(new(declaration.Name, start, declaration.Bytes));
            end = start + declaration.Bytes;
        }

        return parameters;
    }

    private void Items(IReadOnlyList<BodyItem> items, Frame frame)
    {
        foreach (var item in items)
        {
            switch (item)
            {
                case Scope scope: Items(scope.Items, frame); break;
                case Label label: _labels[frame.Label(label.Name)] = _code.Count; break;
                case RegisterDeclaration declaration: frame.Declare(declaration); break;
                case VariableDeclaration { Space: ".param" } variable: frame.Variables[variable.Name] = new(); break;
                case VariableDeclaration variable: DeclareShared(variable, frame); break;
                case Statement statement: One(statement, frame); break;
            }
        }
    }

    private void DeclareShared(VariableDeclaration variable, Frame frame)
    {
        if (_shared.ContainsKey((frame.Function.Name, variable.Name))) return;
        _sharedBytes = (_sharedBytes + variable.Alignment - 1) / variable.Alignment * variable.Alignment;
        _shared.Add((frame.Function.Name, variable.Name), SharedMemory.Start + (ulong)_sharedBytes);
        _sharedBytes += variable.Bytes;
    }

    private void Add(Instruction instruction, Statement statement, Frame frame)
    {
        instruction.Line = statement.Line;
        if (statement.Predicate is { } predicate)
        {
            instruction.Predicate = Value(statement, frame, new NameOperand(predicate), SlotKind.Predicate);
            instruction.Negated = statement.Negated;
        }

        _code.Add(instruction);
    }

    private void SetTargets()
    {
        foreach (var branch in _code.OfType<Branch>())
            branch.Target = _labels.TryGetValue(branch.Label, out int target) ? target : throw Source.Refuse(branch.Line, "There is no such label");
    }
}
