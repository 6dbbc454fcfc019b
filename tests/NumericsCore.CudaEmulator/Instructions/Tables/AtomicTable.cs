using System.Numerics;

namespace NumericsCore.CudaEmulator;

/// <summary>atom, and red, which is the same without a result.</summary>
internal static class AtomicTable
{
    public static IEnumerable<Opcode> Rows() => [.. In<GlobalSpace>(".global"), .. In<SharedSpace>(".shared"), .. In<GenericSpace>("")];

    private static IEnumerable<Opcode> In<TSpace>(string space) where TSpace : struct, IMemorySpace =>
    [
        .. Order<TSpace, int>(space, "s32"), .. Order<TSpace, uint>(space, "u32"), .. Order<TSpace, long>(space, "s64"), .. Order<TSpace, ulong>(space, "u64"),
        .. Bits<TSpace, uint>(space, "b32"), .. Bits<TSpace, ulong>(space, "b64"),
        .. Both<TSpace, AtomicAdd<int>, int>($"{space}.add.s32"),
        .. Both<TSpace, AtomicAdd<uint>, uint>($"{space}.add.u32"),
        .. Both<TSpace, AtomicAdd<ulong>, ulong>($"{space}.add.u64"),
        .. Both<TSpace, AtomicAdd<float>, float>($"{space}.add.f32"),
        .. Both<TSpace, AtomicAdd<double>, double>($"{space}.add.f64"),
        .. Both<TSpace, AtomicIncrement, uint>($"{space}.inc.u32"),
        .. Both<TSpace, AtomicDecrement, uint>($"{space}.dec.u32"),
    ];

    private static IEnumerable<Opcode> Order<TSpace, T>(string space, string type) where TSpace : struct, IMemorySpace where T : unmanaged, IBinaryInteger<T> =>
    [
        .. Both<TSpace, AtomicMin<T>, T>($"{space}.min.{type}"),
        .. Both<TSpace, AtomicMax<T>, T>($"{space}.max.{type}"),
    ];

    private static IEnumerable<Opcode> Bits<TSpace, T>(string space, string type) where TSpace : struct, IMemorySpace where T : unmanaged, IBinaryInteger<T> =>
    [
        .. Both<TSpace, AtomicAnd<T>, T>($"{space}.and.{type}"),
        .. Both<TSpace, AtomicOr<T>, T>($"{space}.or.{type}"),
        .. Both<TSpace, AtomicXor<T>, T>($"{space}.xor.{type}"),
        Row<TSpace, AtomicExchange<T>, T>($"atom{space}.exch.{type}", returns: true, swaps: false),
        Row<TSpace, AtomicCompareAndSwap<T>, T>($"atom{space}.cas.{type}", returns: true, swaps: true),
    ];

    private static IEnumerable<Opcode> Both<TSpace, TFunction, T>(string rest) where TSpace : struct, IMemorySpace where TFunction : struct, IAtomic<T> where T : unmanaged =>
    [
        Row<TSpace, TFunction, T>($"atom{rest}", returns: true, swaps: false),
        Row<TSpace, TFunction, T>($"red{rest}", returns: false, swaps: false),
    ];

    private static Opcode Row<TSpace, TFunction, T>(string name, bool returns, bool swaps) where TSpace : struct, IMemorySpace where TFunction : struct, IAtomic<T> where T : unmanaged =>
        new(name, operands =>
        {
            int at = returns ? 1 : 0;
            operands.ExpectCount(at + (swaps ? 3 : 2));
            var (address, offset) = operands.Address(at);
            List<Slot> slots = [address, operands.Value(at + 1, Form.Kind<T>())];
            if (returns) slots.Insert(0, operands.Result(0, Form.Kind<T>()));
            if (swaps) slots.Add(operands.Value(at + 2, Form.Kind<T>()));
            return OperandReader.With(new Atomic<TSpace, TFunction, T>(returns, swaps, offset), slots);
        });
}
