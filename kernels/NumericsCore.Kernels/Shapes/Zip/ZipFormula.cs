using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>A formula of one to four arguments, seen as one of four; the loop does not load the arguments beyond its arity.</summary>
internal interface IZipFormula
{
    static abstract int Arity { get; }

    TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane>;
}

internal readonly struct Zip1<TFormula>(TFormula formula) : IZipFormula where TFormula : IUnaryFormula
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => formula.Apply(a);
}

internal readonly struct Zip2<TFormula>(TFormula formula) : IZipFormula where TFormula : IBinaryFormula
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => formula.Apply(a, b);
}

internal readonly struct Zip3<TFormula>(TFormula formula) : IZipFormula where TFormula : ITernaryFormula
{
    public static int Arity => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => formula.Apply(a, b, c);
}

internal readonly struct Zip4<TFormula>(TFormula formula) : IZipFormula where TFormula : IQuaternaryFormula
{
    public static int Arity => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane> => formula.Apply(a, b, c, d);
}
