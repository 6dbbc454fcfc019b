namespace NumericsCore.CudaEmulator;

/// <summary>Instructions that need to know labels, functions or parameters; all others are rows of the tables.</summary>
internal sealed partial class KernelAssembler
{
    private void One(Statement statement, Frame frame)
    {
        string name = statement.Opcode;
        if (name is "bra" or "bra.uni") Add(new Branch(frame.Label(Name(statement, 0))), statement, frame);
        else if (name is "ret" or "ret.uni") Add(frame.Function.IsEntry ? new Exit() : new Branch(frame.End), statement, frame);
        else if (name is "call" or "call.uni") Call(statement, frame);
        else if (name.StartsWith("ld.param.", StringComparison.Ordinal)) Add(LoadParameter(statement, frame), statement, frame);
        else if (name.StartsWith("st.param.", StringComparison.Ordinal)) Add(StoreParameter(statement, frame), statement, frame);
        else if (Opcodes.Find(name) is { } opcode) Add(opcode.Assemble(new(statement, frame, this)), statement, frame);
        else throw Source.Refuse(statement.Line, $"The instruction {name} is not known");
    }

    private string Name(Statement statement, int i) =>
        i < statement.Operands.Count && statement.Operands[i] is NameOperand name ? name.Name : throw Source.Refuse(statement.Line, "A name is expected");

    // (results), function, (arguments), of which the lists may be missing
    private void Call(Statement statement, Frame frame)
    {
        var operands = statement.Operands;
        int at = operands is [ListOperand, ..] ? 1 : 0;
        var results = at == 1 ? ((ListOperand)operands[0]).Elements : [];
        string name = Name(statement, at);
        var arguments = operands.Count > at + 1 && operands[at + 1] is ListOperand list ? list.Elements : [];
        if (!_functions.TryGetValue(name, out var function) || function.IsEntry) throw Source.Refuse(statement.Line, $"There is no function {name}");
        if (results.Count != function.Results.Count || arguments.Count != function.Parameters.Count) throw Source.Refuse(statement.Line, $"{name} has other parameters");
        if (++_depth > DeepestCall) throw Source.Refuse(statement.Line, "A function that calls itself is not known");

        var called = new Frame(function, $"call {++_calls}: ");
        for (int i = 0; i < results.Count; i++) called.Variables[function.Results[i].Name] = Variable(statement, frame, results[i]);
        for (int i = 0; i < arguments.Count; i++) called.Variables[function.Parameters[i].Name] = Variable(statement, frame, arguments[i]);
        // where its predicate is false the call is passed over
        if (statement.Predicate is not null) Add(new Branch(called.End), statement with { Negated = !statement.Negated }, frame);
        Items(function.Body.Items, called);
        _labels[called.End] = _code.Count;
        _depth--;
    }

    private ParameterVariable Variable(Statement statement, Frame frame, Operand operand) =>
        operand is NameOperand name && frame.Variables.TryGetValue(name.Name, out var variable) ? variable : throw Source.Refuse(statement.Line, "A call passes .param variables");

    private Instruction LoadParameter(Statement statement, Frame frame)
    {
        var operands = new OperandReader(statement, frame, this);
        operands.ExpectCount(2);
        var (address, bytes, kind) = Parameter(statement, 1);
        var result = operands.Result(0, kind);
        if (frame.Variables.TryGetValue(address.Base!, out var variable)) return Move(result, Part(statement, variable, address, kind));
        if (!_parameters.TryGetValue(address.Base!, out var parameter)) throw Source.Refuse(statement.Line, $"There is no parameter {address.Base}");
        if (address.Offset < 0 || address.Offset + bytes > parameter.Bytes) throw Source.Refuse(statement.Line, $"The parameter has {parameter.Bytes} bytes");
        long offset = parameter.Offset + address.Offset;
        if (offset % bytes != 0) throw Source.Refuse(statement.Line, $"A parameter of {bytes} bytes lies at {offset}");
        return new LoadParameter(bytes, statement.Opcode["ld.param.".Length] == 's', (int)offset) { Slots = [result] };
    }

    private Instruction StoreParameter(Statement statement, Frame frame)
    {
        var operands = new OperandReader(statement, frame, this);
        operands.ExpectCount(2);
        var (address, _, kind) = Parameter(statement, 0);
        return frame.Variables.TryGetValue(address.Base!, out var variable)
            ? Move(Part(statement, variable, address, kind), operands.Value(1, kind))
            : throw Source.Refuse(statement.Line, $"There is no parameter {address.Base}");
    }

    private (AddressOperand Address, int Bytes, SlotKind Kind) Parameter(Statement statement, int i)
    {
        if (statement.Operands[i] is not AddressOperand { Base: not null } address) throw Source.Refuse(statement.Line, "A parameter's address is expected");
        string type = statement.Opcode["ld.param.".Length..];
        int bytes = type switch
        {
            "b8" or "u8" or "s8" => 1,
            "b16" or "u16" or "s16" => 2,
            "b32" or "u32" or "s32" or "f32" => 4,
            "b64" or "u64" or "s64" or "f64" => 8,
            _ => throw Source.Refuse(statement.Line, $"The instruction {statement.Opcode} is not known"),
        };
        return (address, bytes, bytes == 8 ? SlotKind.Bits64 : SlotKind.Bits32);
    }

    private Slot Part(Statement statement, ParameterVariable variable, AddressOperand address, SlotKind kind) =>
        variable.At(address.Offset, kind, Slots) ?? throw Source.Refuse(statement.Line, "The same bytes of a parameter are used with two widths");

    private static Instruction Move(Slot to, Slot from) =>
        to.Kind == SlotKind.Bits64 ? new Unary<Identity<ulong>, ulong> { Slots = [to, from] } : new Unary<Identity<uint>, uint> { Slots = [to, from] };
}
