namespace NumericsCore.CudaEmulator;

/// <summary>A function of one value.</summary>
internal interface IScalarUnary<TResult, T>
{
    static abstract TResult Apply(T a);
}

/// <summary>A function of two values.</summary>
internal interface IScalarBinary<TResult, T>
{
    static abstract TResult Apply(T a, T b);
}

/// <summary>A function of three values.</summary>
internal interface IScalarTernary<TResult, T>
{
    static abstract TResult Apply(T a, T b, TResult c);
}

/// <summary>A function of four values of 32 bits.</summary>
internal interface IScalarQuaternary
{
    static abstract uint Apply(uint a, uint b, uint c, uint d);
}

/// <summary>d = f(a), thread by thread.</summary>
internal sealed unsafe class ScalarUnary<TFunction, TResult, T> : Instruction
    where TFunction : struct, IScalarUnary<TResult, T> where TResult : unmanaged where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        TResult* d = (TResult*)P[0];
        T* a = (T*)P[1];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) d[i] = TFunction.Apply(a[i]);
    }
}

/// <summary>d = f(a, b), thread by thread.</summary>
internal sealed unsafe class ScalarBinary<TFunction, TResult, T> : Instruction
    where TFunction : struct, IScalarBinary<TResult, T> where TResult : unmanaged where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        TResult* d = (TResult*)P[0];
        T* a = (T*)P[1], b = (T*)P[2];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) d[i] = TFunction.Apply(a[i], b[i]);
    }
}

/// <summary>d = f(a, b, c), thread by thread.</summary>
internal sealed unsafe class ScalarTernary<TFunction, TResult, T> : Instruction
    where TFunction : struct, IScalarTernary<TResult, T> where TResult : unmanaged where T : unmanaged
{
    public override void Execute(Block block, in Lanes lanes)
    {
        TResult* d = (TResult*)P[0], c = (TResult*)P[3];
        T* a = (T*)P[1], b = (T*)P[2];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) d[i] = TFunction.Apply(a[i], b[i], c[i]);
    }
}

/// <summary>e = f(a, b, c, d), thread by thread.</summary>
internal sealed unsafe class ScalarQuaternary<TFunction> : Instruction where TFunction : struct, IScalarQuaternary
{
    public override void Execute(Block block, in Lanes lanes)
    {
        uint* e = (uint*)P[0], a = (uint*)P[1], b = (uint*)P[2], c = (uint*)P[3], d = (uint*)P[4];
        for (int i = lanes.Start; i < lanes.End; i++)
            if (lanes.Contains(i)) e[i] = TFunction.Apply(a[i], b[i], c[i], d[i]);
    }
}
