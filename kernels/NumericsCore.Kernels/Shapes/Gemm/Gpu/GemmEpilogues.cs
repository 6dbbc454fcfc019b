using ILGPU;

namespace NumericsCore.Kernels;

/// <summary>What a product's kernel does with an accumulated element before it stores it, and what it computes along the way.</summary>
internal interface IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    /// <summary>Whether the groups of the first row of tiles also add up the columns of B, which pass by in shared memory.</summary>
    static abstract bool SumsColumns { get; }

    /// <summary>The random numbers of the four elements from one of C's indices on; zeros where none are used.</summary>
    Vec4<TLane> DrawFour(long index);

    /// <summary>The random number of one element.</summary>
    TLane Draw(long index);

    /// <summary>The element stored at an index of a contiguous C, in a column.</summary>
    TLane Apply(TLane product, TLane random, long index, int column);

    /// <summary>Keeps the sum of a column of B.</summary>
    void StoreSum(int column, TLane sum);
}

/// <summary>An epilogue, and nothing more.</summary>
internal readonly struct FormulaEpilogue<TEpilogue, TLane>(TEpilogue epilogue, ArrayView<TLane> bias) : IGemmEpilogue<TLane>
    where TEpilogue : struct, IEpilogue where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly TEpilogue Epilogue = epilogue;
    public readonly ArrayView<TLane> Bias = bias;

    public static bool SumsColumns => false;

    public Vec4<TLane> DrawFour(long index) => default;

    public TLane Draw(long index) => default;

    public TLane Apply(TLane product, TLane random, long index, int column) => Epilogue.Apply(product, TEpilogue.UsesBias ? Bias[column] : product);

    public void StoreSum(int column, TLane sum)
    {
    }
}

/// <summary>An epilogue, then u(i) &lt; rate ? 0 : element·scale.</summary>
internal readonly struct DropoutEpilogue<TEpilogue, TLane>(TEpilogue epilogue, ArrayView<TLane> bias, ArrayView<uint> step, GpuRandom random, TLane rate, TLane scale) : IGemmEpilogue<TLane>
    where TEpilogue : struct, IEpilogue where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly TEpilogue Epilogue = epilogue;
    public readonly ArrayView<TLane> Bias = bias;
    public readonly ArrayView<uint> Step = step;
    public readonly GpuRandom Random = random;
    public readonly TLane Rate = rate;
    public readonly TLane Scale = scale;

    public static bool SumsColumns => false;

    public Vec4<TLane> DrawFour(long index)
    {
        int skipped = (int)(index % Vec4<TLane>.Length);
        var u = Random.Uniforms<TLane>(index - skipped, Step);
        if (skipped == 0) return u;
        var next = Random.Uniforms<TLane>(index - skipped + Vec4<TLane>.Length, Step);
        if (skipped == 1) return new(u.Y, u.Z, u.W, next.X);
        if (skipped == 2) return new(u.Z, u.W, next.X, next.Y);
        return new(u.W, next.X, next.Y, next.Z);
    }

    public TLane Draw(long index)
    {
        int skipped = (int)(index % Vec4<TLane>.Length);
        var u = Random.Uniforms<TLane>(index - skipped, Step);
        return skipped == 0 ? u.X : skipped == 1 ? u.Y : skipped == 2 ? u.Z : u.W;
    }

    public TLane Apply(TLane product, TLane random, long index, int column)
    {
        TLane element = Epilogue.Apply(product, TEpilogue.UsesBias ? Bias[column] : product);
        return default(InvertedDropout).Apply(random, Rate, element, Scale);
    }

    public void StoreSum(int column, TLane sum)
    {
    }
}

/// <summary>The pullback of an activation, at its result y, of product·scale.</summary>
internal readonly struct PullbackEpilogue<TActivation, TLane>(TActivation activation, ArrayView<TLane> y, TLane scale) : IGemmEpilogue<TLane>
    where TActivation : struct, IPullbackFromResult where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly ScaledPullbackFromResult<TActivation> Pullback = new(activation);
    public readonly ArrayView<TLane> Y = y;
    public readonly TLane Scale = scale;

    public static bool SumsColumns => false;

    public Vec4<TLane> DrawFour(long index) => default;

    public TLane Draw(long index) => default;

    public TLane Apply(TLane product, TLane random, long index, int column) => Pullback.Apply(Y[index], product, Scale);

    public void StoreSum(int column, TLane sum)
    {
    }
}

/// <summary>The product as it is; beside it sums[j] = Σ b[k, j] in the same blocks of k.</summary>
internal readonly struct ColumnSumsEpilogue<TLane>(ArrayView<TLane> sums) : IGemmEpilogue<TLane> where TLane : unmanaged, IGpuLane<TLane>
{
    public readonly ArrayView<TLane> Sums = sums;

    public static bool SumsColumns => true;

    public Vec4<TLane> DrawFour(long index) => default;

    public TLane Draw(long index) => default;

    public TLane Apply(TLane product, TLane random, long index, int column) => product;

    public void StoreSum(int column, TLane sum) => Sums[column] = sum;
}
