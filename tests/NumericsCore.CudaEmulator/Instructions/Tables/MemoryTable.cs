namespace NumericsCore.CudaEmulator;

/// <summary>ld and st of global, shared and generic addresses; those of parameters are the assembler's, which knows their places.</summary>
internal static class MemoryTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        .. OfType<byte, uint>("u8"), .. OfType<byte, uint>("b8"), .. OfType<sbyte, uint>("s8"), .. OfType<ushort, uint>("u16"), .. OfType<ushort, uint>("b16"), .. OfType<short, uint>("s16"),
        .. OfType<uint, uint>("b32"), .. OfType<uint, uint>("u32"), .. OfType<uint, uint>("s32"), .. OfType<uint, uint>("f32"),
        .. OfType<ulong, ulong>("b64"), .. OfType<ulong, ulong>("u64"), .. OfType<ulong, ulong>("s64"), .. OfType<ulong, ulong>("f64"),
    ];

    private static IEnumerable<Opcode> OfType<T, TRegister>(string type) where T : unmanaged where TRegister : unmanaged =>
    [
        .. In<GlobalSpace, T, TRegister>(".global", type), .. In<SharedSpace, T, TRegister>(".shared", type), .. In<GenericSpace, T, TRegister>("", type),
    ];

    private static IEnumerable<Opcode> In<TSpace, T, TRegister>(string space, string type) where TSpace : struct, IMemorySpace where T : unmanaged where TRegister : unmanaged =>
        Counts<T>().SelectMany(count => new[] { Load<TSpace, T, TRegister>($"ld{space}{Vector(count)}.{type}", count), Store<TSpace, T, TRegister>($"st{space}{Vector(count)}.{type}", count) });

    // 16 bytes is the widest access
    private static unsafe int[] Counts<T>() where T : unmanaged => sizeof(T) == 8 ? [1, 2] : [1, 2, 4];

    private static string Vector(int count) => count == 1 ? "" : $".v{count}";

    private static Opcode Load<TSpace, T, TRegister>(string name, int count) where TSpace : struct, IMemorySpace where T : unmanaged where TRegister : unmanaged =>
        new(name, operands =>
        {
            operands.ExpectCount(2);
            var (address, offset) = operands.Address(1);
            return OperandReader.With(new Load<TSpace, T, TRegister>(count, offset), [.. operands.Results(0, count, Form.Kind<TRegister>()), address]);
        });

    private static Opcode Store<TSpace, T, TRegister>(string name, int count) where TSpace : struct, IMemorySpace where T : unmanaged where TRegister : unmanaged =>
        new(name, operands =>
        {
            operands.ExpectCount(2);
            var (address, offset) = operands.Address(0);
            return OperandReader.With(new Store<TSpace, T, TRegister>(count, offset), [address, .. operands.Values(1, count, Form.Kind<TRegister>())]);
        });
}
