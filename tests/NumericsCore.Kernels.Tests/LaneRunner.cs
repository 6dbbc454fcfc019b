using System.Numerics;
using System.Reflection;

namespace NumericsCore.Kernels.Tests;

/// <summary>Runs a formula, given as a type, over arrays in a chosen lane.</summary>
internal static class LaneRunner
{
    /// <summary>The open types of all lanes of the CPU.</summary>
    public static Type[] Lanes { get; } = [typeof(ScalarLane<>), typeof(Lane128<>), typeof(Lane256<>), typeof(Lane512<>)];

    /// <summary>How many arguments the formula takes.</summary>
    public static int Arity(Type formula) => formula switch
    {
        _ when formula.IsAssignableTo(typeof(IUnaryFormula)) => 1,
        _ when formula.IsAssignableTo(typeof(IBinaryFormula)) || formula.IsAssignableTo(typeof(IReduction)) || formula.IsAssignableTo(typeof(IEpilogue)) => 2,
        _ when formula.IsAssignableTo(typeof(ITernaryFormula)) => 3,
        _ when formula.IsAssignableTo(typeof(IQuaternaryFormula)) => 4,
        _ => throw new ArgumentException($"{formula} is no formula.", nameof(formula)),
    };

    /// <summary>A formula with the values of its constructor without arguments, also where it is part of another.</summary>
    public static TFormula Example<TFormula>() where TFormula : struct => (TFormula)Example(typeof(TFormula));

    /// <summary>The results in the scalar lane.</summary>
    public static T[] Run<T>(Type formula, params T[][] arguments) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(formula, typeof(ScalarLane<>), arguments);

    /// <summary>The results for arrays of one length, which are padded to whole lanes.</summary>
    public static T[] Run<T>(Type formula, Type lane, T[][] arguments) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string method = formula.IsAssignableTo(typeof(IReduction)) ? nameof(Combine)
            : formula.IsAssignableTo(typeof(IEpilogue)) ? nameof(Epilogue)
            : Arity(formula) switch { 1 => nameof(Unary), 2 => nameof(Binary), 3 => nameof(Ternary), _ => nameof(Quaternary) };
        Func<T[][], T[]> run = typeof(LaneRunner).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(formula, lane.MakeGenericType(typeof(T)), typeof(T)).CreateDelegate<Func<T[][], T[]>>();
        return run(arguments);
    }

    private static object Example(Type formula) => formula.IsGenericType && formula.GetConstructors().FirstOrDefault() is { } wrap
        ? wrap.Invoke([.. wrap.GetParameters().Select(static (parameter, i) => parameter.ParameterType == typeof(FormulaValue) ? new FormulaValue(0.25 + (0.5 * i)) : Example(parameter.ParameterType))])
        : Activator.CreateInstance(formula)!;

    private static T[] Unary<TFormula, TLane, T>(T[][] x) where TFormula : struct, IUnaryFormula where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        var formula = Example<TFormula>();
        return Loop<TLane, T>(x, lanes => formula.Apply(lanes[0]));
    }

    private static T[] Binary<TFormula, TLane, T>(T[][] x) where TFormula : struct, IBinaryFormula where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        var formula = Example<TFormula>();
        return Loop<TLane, T>(x, lanes => formula.Apply(lanes[0], lanes[1]));
    }

    private static T[] Ternary<TFormula, TLane, T>(T[][] x) where TFormula : struct, ITernaryFormula where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        var formula = Example<TFormula>();
        return Loop<TLane, T>(x, lanes => formula.Apply(lanes[0], lanes[1], lanes[2]));
    }

    private static T[] Quaternary<TFormula, TLane, T>(T[][] x) where TFormula : struct, IQuaternaryFormula where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        var formula = Example<TFormula>();
        return Loop<TLane, T>(x, lanes => formula.Apply(lanes[0], lanes[1], lanes[2], lanes[3]));
    }

    private static T[] Combine<TReduction, TLane, T>(T[][] x) where TReduction : IReduction where TLane : struct, IVectorLane<TLane, T> where T : unmanaged =>
        Loop<TLane, T>(x, lanes => TReduction.Combine(lanes[0], lanes[1]));

    private static T[] Epilogue<TEpilogue, TLane, T>(T[][] x) where TEpilogue : struct, IEpilogue where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        var epilogue = Example<TEpilogue>();
        return Loop<TLane, T>(x, lanes => epilogue.Apply(lanes[0], lanes[1]));
    }

    private static unsafe T[] Loop<TLane, T>(T[][] arguments, Func<TLane[], TLane> apply) where TLane : struct, IVectorLane<TLane, T> where T : unmanaged
    {
        int length = arguments[0].Length;
        int padded = (length + TLane.Count - 1) / TLane.Count * TLane.Count;
        T[][] sources = [.. arguments.Select(argument => argument.Concat(new T[padded - length]).ToArray())];
        T[] y = new T[padded];
        TLane[] lanes = new TLane[arguments.Length];
        fixed (T* destination = y)
        {
            for (int i = 0; i < padded; i += TLane.Count)
            {
                for (int a = 0; a < lanes.Length; a++)
                {
                    fixed (T* source = sources[a])
                        lanes[a] = TLane.Load(source + i);
                }

                TLane.Store(apply(lanes), destination + i);
            }
        }

        return y[..length];
    }
}
