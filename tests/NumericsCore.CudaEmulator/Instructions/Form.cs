namespace NumericsCore.CudaEmulator;

/// <summary>The shapes of table rows: which operands an instruction has, and the class that runs it.</summary>
internal static unsafe class Form
{
    public static Opcode Unary<TFunction, T>(string name) where TFunction : struct, IUnary<T> where T : unmanaged =>
        new(name, operands => operands.Regular(new Unary<TFunction, T>(), Kind<T>(), Kind<T>()));

    public static Opcode Binary<TFunction, T>(string name) where TFunction : struct, IBinary<T> where T : unmanaged =>
        new(name, operands => operands.Regular(new Binary<TFunction, T>(), Kind<T>(), Kind<T>(), Kind<T>()));

    public static Opcode Ternary<TFunction, T>(string name) where TFunction : struct, ITernary<T> where T : unmanaged =>
        new(name, operands => operands.Regular(new Ternary<TFunction, T>(), Kind<T>(), Kind<T>(), Kind<T>(), Kind<T>()));

    public static Opcode Shift<TFunction, T>(string name) where TFunction : struct, IBinary<T> where T : unmanaged =>
        new(name, operands => operands.Regular(new Shift<TFunction, T>(), Kind<T>(), Kind<T>(), SlotKind.Bits32));

    public static Opcode Compare<TFunction, T>(string name) where TFunction : struct, IBinary<T> where T : unmanaged =>
        new(name, operands => operands.HasPair(0)
            ? operands.WithPair(new Compare<TFunction, T>(both: true), SlotKind.Predicate, SlotKind.Predicate, Kind<T>(), Kind<T>())
            : operands.Regular(new Compare<TFunction, T>(both: false), SlotKind.Predicate, Kind<T>(), Kind<T>()));

    public static Opcode Select<T>(string name) where T : unmanaged =>
        new(name, operands => operands.Regular(new Select<T>(), Kind<T>(), Kind<T>(), Kind<T>(), SlotKind.Predicate));

    public static Opcode Widening<TFunction, TWide, T>(string name, int operands) where TFunction : struct, IWidening<TWide, T> where TWide : unmanaged where T : unmanaged =>
        new(name, reader => operands switch
        {
            1 => reader.Regular(new Widening<TFunction, TWide, T>(1), Kind<TWide>(), Kind<T>()),
            2 => reader.Regular(new Widening<TFunction, TWide, T>(2), Kind<TWide>(), Kind<T>(), Kind<T>()),
            _ => reader.Regular(new Widening<TFunction, TWide, T>(3), Kind<TWide>(), Kind<T>(), Kind<T>(), Kind<TWide>()),
        });

    public static Opcode ScalarUnary<TFunction, TResult, T>(string name) where TFunction : struct, IScalarUnary<TResult, T> where TResult : unmanaged where T : unmanaged =>
        new(name, operands => operands.Regular(new ScalarUnary<TFunction, TResult, T>(), Kind<TResult>(), Kind<T>()));

    public static Opcode ScalarBinary<TFunction, TResult, T>(string name) where TFunction : struct, IScalarBinary<TResult, T> where TResult : unmanaged where T : unmanaged =>
        new(name, operands => operands.Regular(new ScalarBinary<TFunction, TResult, T>(), Kind<TResult>(), Kind<T>(), Kind<T>()));

    public static Opcode ScalarTernary<TFunction, TResult, T>(string name) where TFunction : struct, IScalarTernary<TResult, T> where TResult : unmanaged where T : unmanaged =>
        new(name, operands => operands.Regular(new ScalarTernary<TFunction, TResult, T>(), Kind<TResult>(), Kind<T>(), Kind<T>(), Kind<TResult>()));

    public static Opcode ScalarQuaternary<TFunction>(string name) where TFunction : struct, IScalarQuaternary =>
        new(name, operands => operands.Regular(new ScalarQuaternary<TFunction>(), SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32, SlotKind.Bits32));

    /// <summary>A function of predicates, which are masks of 32 bits.</summary>
    public static Opcode Predicates<TFunction>(string name) where TFunction : struct, IBinary<int> =>
        new(name, operands => operands.Regular(new Binary<TFunction, int>(), SlotKind.Predicate, SlotKind.Predicate, SlotKind.Predicate));

    /// <summary>A function of one predicate.</summary>
    public static Opcode Predicate<TFunction>(string name) where TFunction : struct, IUnary<int> =>
        new(name, operands => operands.Regular(new Unary<TFunction, int>(), SlotKind.Predicate, SlotKind.Predicate));

    /// <summary>The kind of register that values of a type lie in.</summary>
    public static SlotKind Kind<T>() where T : unmanaged => sizeof(T) == 8 ? SlotKind.Bits64 : SlotKind.Bits32;
}
