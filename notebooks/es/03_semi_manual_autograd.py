# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 03 · Autograd calcula la pendiente
# **¿Quién calcula ahora la pendiente, y qué te sigue tocando a ti?**
#
# PyTorch se encarga de una parte del bucle: la pendiente. La pérdida y el paso siguen siendo tuyos. En esta lección averiguas si la pendiente de la máquina es tan buena como la tuya, y qué tres tareas te quedan.
#
# Al terminar podrás
# - obtener un gradiente con autograd y demostrar que es igual al tuyo (ejercicios 03-1 y 03-3);
# - predecir qué hay en `.grad` después de cualquier secuencia de `backward`, pasos y borrados (03-2);
# - escribir una actualización que no lance errores ni pierda la hoja, y explicar tres excepciones a partir de su texto (03-4);
# - lograr que los gradientes de partes desiguales sumen el gradiente correcto (03-5);
# - deducir qué hace un bucle que olvida borrar el gradiente (03-6).

# %%
import warnings

import numpy as np
import torch

from helpers.es import check, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_03 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

# %% [markdown] tags=["predict"]
# ## 1. Una marca
# Aquí están otra vez los cuatro puntos de la lección 02, ahora como tensores. El peso $w$ lleva una marca: `requires_grad=True` le pide a PyTorch que registre lo que calculas con él. La pendiente quedará en `w.grad`.
#
# **Predice.** Todavía no se ha calculado nada. ¿Qué da `w.grad`?
# - **(a)** 0
# - **(b)** un error
# - **(c)** `None`

# %%
X = torch.tensor([1.0, 2.0, 3.0, 4.0])  # (samples,)
Y = torch.tensor([2.0, 4.0, 6.0, 8.0])  # (samples,)
w = torch.tensor(0.0, requires_grad=True)
print(w, w.grad, w.is_leaf)


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. `None` dice que nadie ha mirado todavía. El `True` al final de la línea dice que `w` es una **hoja** (*leaf*): la creaste tú, no una operación.
#
# - **(a)** ya sería un resultado: que la pérdida es plana aquí.
# - **(b)** supone que `.grad` no existe hasta que `backward` lo crea. Pero está ahí desde el principio, vacío.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 2. Ya no está vacío
# La pérdida de la lección 02 es la media de cuatro cuadrados. Mientras la calculas, PyTorch anota cada operación. `backward` recorre esas notas hacia atrás una vez y deja la pendiente en `w.grad`. En la lección 02 hallaste esa pendiente en papel: $15\,(w - 2)$.
#
# **Predice.** En $w = 0.5$, ¿qué pendiente encuentra autograd?
# - **(a)** −90
# - **(b)** −22.5
# - **(c)** −11.25

# %%
def loss_of(w):
    return ((w * X - Y) ** 2).mean()


for value in (-1.0, 0.0, 3.0, 0.5):
    leaf = torch.tensor(value, requires_grad=True)
    loss_of(leaf).backward()
    found = leaf.grad.item()
    print(f"w = {value:4}  autograd {found:6.4g}  on paper {15 * (value - 2):6.4g}")
nudge = central_difference(lambda w: loss_of(w).item(), value, h=0.5)
compare_slopes(autograd=found, on_paper=15 * (value - 2), nudge=nudge)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**, de tres maneras: con autograd, en papel (*on paper*) y con un empujón (*nudge*). Aquí el empujón puede ser grande, porque un empujón a ambos lados es exacto en una parábola.
#
# - **(a)** es la suma de las cuatro muestras. La media la divide entre 4.
# - **(c)** olvida el 2 del cuadrado.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 3. Quién guarda una pendiente
# Toma el grafo de una muestra de la lección 01: $x = 4$, $w = 3$, $y = 7$. Solo `w` lleva la marca. Para ir de la pérdida a `w`, `backward` necesita las pendientes del error y de la predicción.
#
# **Predice.** ¿Cuáles de las seis cajas (x, w, ŷ, y, e, L) guardan después una pendiente en `.grad`?
# - **(a)** las seis
# - **(b)** x, w, y: las hojas
# - **(c)** w

# %%
x, y = torch.tensor(4.0), torch.tensor(7.0)
w = torch.tensor(3.0, requires_grad=True)
prediction = w * x
error = prediction - y
loss = error**2
loss.backward()
for name, (note, _) in zip("wx", prediction.grad_fn.next_functions, strict=True):
    print(f"from ŷ the slope goes on to {name} by {note and note.name()}")

# %%
boxes = {"x": x, "w": w, "ŷ": prediction, "y": y, "e": error, "L": loss}
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # PyTorch warns: a result does not keep .grad
    for name, box in boxes.items():
        flags = f"leaf {box.is_leaf!s:5}  flag {box.requires_grad!s:5}"
        print(f"{name}  {flags}  .grad {box.grad}")

# %% tags=["slide"]
show(draw.leaf_graph())


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Solo `w` cumple las dos condiciones: es una hoja (*leaf*) y lleva la marca (*flag*); `AccumulateGrad` suma su pendiente a `w.grad`. x e y también son hojas, pero no llevan marca: la arista que llega a ellas es `None`, y no se calcula ninguna pendiente. Las cajas ŷ, e, L llevan la marca, porque salieron de `w`. Sus pendientes se usaron en el camino y se descartaron; así se ahorra memoria. (`retain_grad()` conservaría una.)
#
# - **(a)** espera lo que hiciste a mano en la lección 01: allí escribiste una pendiente en cada caja.
# - **(b)** olvida la marca: ser hoja es solo la mitad.
#
# </details>

# %% [markdown]
# > **Ejercicio 03-1.** *Autograd contra el papel* (nivel 2, 8 minutos). En el modelo $\hat y = w^2 x$ el peso está al cuadrado. Recibes datos cualesquiera, los tensores `X` e `Y`, y un número cualquiera `w`. Devuelve dos pendientes del error cuadrático medio respecto de `w`: la de autograd y la tuya, deducida en papel y calculada sin autograd. Las dos deben ser correctas también en una segunda llamada.
#
# <details><summary>Pista 1</summary>Crea un tensor a partir de w, con requires_grad=True, y llama a backward sobre la media de los cuadrados.</details>
# <details><summary>Pista 2</summary>En papel hay tres eslabones: de la pérdida al error, a w², a w.</details>
# <details><summary>Pista 3</summary>Los eslabones son 2·error, x, 2w. Multiplícalos en cada muestra y después promedia.</details>

# %% tags=["exercise"] exercise="03-1"
def both_slopes(w, X, Y):
    ...  # your answer


# %% tags=["check"] exercise="03-1"
check(both_slopes)

# %% [markdown] tags=["predict"]
# ## 4. Dos pesos en un tensor
# Un sesgo es un peso cuya entrada es 1, como en la lección 02. Pon los dos pesos en un tensor de dos números, y una columna de unos al lado de `X`.
#
# **Predice.** ¿Qué guarda el `.grad` del tensor después de `backward`?
# - **(a)** un número, porque hay una sola pérdida
# - **(b)** dos números
# - **(c)** ocho números, uno por cada muestra y cada peso

# %%
inputs = torch.stack([X, torch.ones(4)], dim=1)  # (samples, weights)
weights = torch.zeros(2, requires_grad=True)  # w, b
((inputs @ weights - Y) ** 2).mean().backward()
weights.grad


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. −30 respecto de $w$ y −10 respecto de $b$, como a mano en la lección 02. El `.grad` de un tensor tiene la forma del tensor.
#
# - **(a)** confunde la pérdida con sus pendientes. Una sola pérdida tiene una pendiente respecto de cada uno de sus pesos.
# - **(c)** olvida que lo que las cuatro muestras envían a un peso se suma allí.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 5. Una frase a prueba
# En un cuaderno de los estudiantes se ejecutó el programa copiado de la lección 02, y después autograd. Las tablas no coincidían. Según el cuaderno, autograd funciona, pero no del todo bien: la retropropagación (*backpropagation*) no es tan exacta como el cálculo manual, y con más iteraciones llegaría al resultado.
#
# Pon a prueba esa frase en igualdad de condiciones: un solo bucle, una sola precisión, la pendiente correcta a mano.
#
# **Predice.** En 100 pasos con float32, ¿qué tan grande llega a ser la diferencia (*gap*) entre los dos pesos?
# - **(a)** 0
# - **(b)** cerca de 0.0000001
# - **(c)** cerca de 1.1

# %%
def by_hand(w, x, y):
    return 2 * np.mean(x * (w * x - y))


def by_autograd(w, x, y):
    leaf = torch.tensor(w, requires_grad=True)
    loss = ((leaf * torch.tensor(x) - torch.tensor(y)) ** 2).mean()
    loss.backward()
    return leaf.grad.numpy()


# %%
def walk(slope, x, y):
    w, weights = np.float32(0), []
    for _ in range(100):
        w = w - np.float32(0.01) * slope(w, x, y)
        weights.append(w)
    return np.array(weights)


# %% tags=["slide"]
x, y = X.numpy(), Y.numpy()
hand, machine = walk(by_hand, x, y), walk(by_autograd, x, y)
copied = walk(lambda w, x, y: 4 * by_hand(w, x, y), x, y)  # the slope of the program
for k in (1, 2, 5, 10):
    print(f"step {k:2}: autograd {machine[k - 1]:.4f}, copied {copied[k - 1]:.4f}")
print(f"largest gap, hand to autograd {np.abs(hand - machine).max():.4g}")
print(f"largest gap, copied to autograd {np.abs(copied - machine).max():.4g}")
print(f"5 copied steps are worth {5 * np.log(0.4) / np.log(0.85):.4g} of yours")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. En estos puntos no difiere ni un bit: autograd calcula las mismas derivadas que tú. La pendiente que el cuaderno calculó a mano era la suma, −120 donde autograd decía −30. La máquina tenía razón, y le echaron la culpa por no coincidir. Más iteraciones sí ayudan. Pero compensan una pendiente cuatro veces menor, no una falta de exactitud.
#
# - **(b)** sería la distancia entre dos float32 vecinos que valen casi 2: un redondeo que difiere.
# - **(c)** es lo que mostraban las dos tablas: una suma contra una media.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. Otros datos
# Tal vez cuatro puntos sean datos demasiado amables. Repite el descenso con tres de ellos, y con cien puntos dispersos alrededor de la recta. A su lado va una aproximación: un empujón de 0.001 hacia un solo lado.
#
# **Predice.** Con los datos nuevos, ¿qué tan grande llega a ser la diferencia entre la cuenta a mano y autograd?
# - **(a)** 0, como antes
# - **(b)** cerca de 0.0000001
# - **(c)** cerca de 0.0005, como con un empujón

# %%
def by_nudge(w, x, y, h=0.001):
    before, after = (((float(w) + by) * x.astype(float) - y) ** 2 for by in (0.0, h))
    return (after.mean() - before.mean()) / h


random = np.random.default_rng(0)
many = random.uniform(0, 4, 100).astype(np.float32)  # (samples,)
noisy = 2 * many + random.normal(size=100).astype(np.float32)
data_sets = {"four": (x, y), "three": (x[:3], y[:3]), "a hundred": (many, noisy)}
print(f"first of the hundred: x {many[0]:.4f}, y {noisy[0]:.4f}")

# %%
gaps = {}
for name, (x, y) in data_sets.items():
    hand = walk(by_hand, x, y)
    gaps[name] = [hand - walk(slope, x, y) for slope in (by_autograd, by_nudge)]
    machine, nudged = (np.abs(gap).max() for gap in gaps[name])
    print(f"{name:9}  autograd {machine:.4g}, nudge {nudged:.4g}, w {hand[-1]:.4f}")

# %%
show(draw.difference(gaps["four"][0], *gaps["a hundred"]))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Ninguno de los dos aproxima; los dos redondean, en lugares distintos. Tú divides una suma, autograd divide cada término. Por eso puede diferir la última cifra, y de ahí no pasa. Un empujón sí aproxima: su peso termina 0.0005 por debajo, la mitad del empujón, en los tres conjuntos.
#
# - **(a)** es la respuesta para cuatro puntos: dividir entre 4 no redondea nada en un float32; dividir entre 3, sí.
# - **(c)** confunde autograd con un empujón. Autograd multiplica derivadas.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 7. Una segunda vuelta
# Un bucle llama a `backward` una y otra vez. Aquí hay dos vueltas con el mismo peso, cada una con su propia propagación hacia adelante (*forward pass*).
#
# **Predice.** La pendiente es −30 en las dos vueltas. ¿Qué guarda `w.grad` después de la segunda?
# - **(a)** −60
# - **(b)** −30
# - **(c)** nada: el segundo `backward` da un error

# %%
w = torch.tensor(0.0, requires_grad=True)
for _ in range(2):
    loss_of(w).backward()
    print(w.grad)


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. `backward` suma la pendiente a lo que ya hay en `.grad`. Eso lo construiste en la lección 01: cada caja tenía que acumular con `+=` lo que le llegaba por cada camino. PyTorch no sabe que con la segunda vuelta quieres empezar de nuevo.
#
# - **(b)** toma la suma por un reemplazo.
# - **(c)** es lo que daban, en la lección 01, dos recorridos sobre *un mismo* registro. Aquí cada vuelta hizo el suyo.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 03-2.** *Predice la acumulación* (nivel 2, 8 minutos). Desde $w = 0$: dos vueltas de propagación hacia adelante y `backward`; luego un paso, en el que `w` pierde 0.01 veces lo que guarda `w.grad` y `.grad` queda como está; una tercera vuelta; después `.grad` vuelve a 0; una cuarta vuelta. Devuelve una lista con lo que guarda `w.grad` después de cada una de las cuatro vueltas. Resuélvelo en papel; no lo ejecutes.
#
# <details><summary>Pista 1</summary>Anota w y .grad después de cada línea. backward suma la pendiente en el w actual, que es 15(w − 2).</details>
# <details><summary>Pista 2</summary>El paso mueve w 0.01 veces todo lo que guarda .grad, y deja .grad como está.</details>

# %% tags=["exercise"] exercise="03-2"
def predict_accumulation():
    ...  # your answer


# %% tags=["check"] exercise="03-2"
check(predict_accumulation)

# %% [markdown] tags=["predict", "slide"]
# ## 8. Un olvido
# Hay dos formas de borrar el gradiente: `w.grad.zero_()` deja un 0, y `w.grad = None` quita el número hasta el siguiente `backward`. ¿Y si un bucle olvida borrarlo? Entonces cada paso usa la suma de todas las pendientes hasta ese momento, no la pendiente del punto donde está.
#
# **Predice.** Desde $w = 0$ con lr = 0.01, ¿qué hace el peso?
# - **(a)** se acerca a 2, más despacio
# - **(b)** se aleja sin fin, cada paso más lejos
# - **(c)** oscila alrededor de 2

# %%
w = torch.tensor(0.0, requires_grad=True)
forgotten = [w.item()]
for _ in range(60):
    loss_of(w).backward()
    with torch.no_grad():  # sections 10 and 11 say why
        w -= 0.01 * w.grad
    forgotten.append(w.item())
print("steps 1, 2, 5, 10:", " ".join(f"{forgotten[k]:.4f}" for k in (1, 2, 5, 10)))
print("steps 8, 16, 24:", " ".join(f"{forgotten[k]:.4f}" for k in (8, 16, 24)))
print(f"lowest {min(forgotten):.4f}, highest {max(forgotten):.4f}")

# %% tags=["slide"]
show(draw.swing(forgotten, lr=0.01))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. En el paso 8 el peso ya pasó de 4, en el paso 16 está otra vez cerca de su inicio, en el paso 24 vuelve a pasar de 4. Cuando el peso está en 2, las pendientes acumuladas siguen empujando. Al otro lado, las pendientes nuevas van reduciendo lo acumulado. ¿Llega a quedarse quieto? No en los 60 pasos de la figura.
#
# - **(a)** confía en que pendientes más pequeñas dan un paso más pequeño. Pero el paso es todo lo acumulado.
# - **(b)** espera que lo acumulado crezca sin fin. Más allá de 2, las pendientes cambian de signo.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 9. Un péndulo
# La distancia a la meta es $d = w - 2$; después de $k$ pasos es $d_k$. La pendiente es $15\,d$. Con lr = 0.01, un paso resta $0.15$ veces la *suma* de todas las $d$ que hay hasta ahí:
#
# $$d_{k+1} = d_k - 0.15\,(d_0 + \dots + d_k)$$
#
# A esta línea réstale la de $d_k$. La suma desaparece: $d_{k+1} = 1.85\,d_k - d_{k-1}$.
#
# **Predice.** Aplica esta regla durante mil pasos. ¿Qué pasa con la oscilación?
# - **(a)** conserva su amplitud
# - **(b)** se apaga
# - **(c)** crece

# %%
distances = [-2.0, -1.7]  # at the start, and after the first step
for _ in range(1000):
    distances.append(1.85 * distances[-1] - distances[-2])
print(f"last of {len(distances)} distances: {distances[-1]:.4f}")
print("plus 2, steps 5 and 10:", " ".join(f"{distances[k] + 2:.4f}" for k in (5, 10)))
print(f"widest of the first 500: {max(map(abs, distances[:500])):.4f}")
print(f"widest of the last 500: {max(map(abs, distances[-500:])):.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La regla da los pesos de la sección 8, y sus últimas 500 distancias oscilan con la misma amplitud (*width*) que las primeras.
#
# - **(b)** es un descenso que borra el gradiente: en él cada distancia es 0.85 veces la anterior.
# - **(c)** ve el 1.85 y olvida lo que se resta.
#
# </details>

# %% [markdown]
# ¿Por qué? Un coseno cumple una regla así. Para el ángulo $\theta$ de un paso,
#
# $$\cos((k + 1)\,\theta) = 2 \cos\theta\,\cos k\theta - \cos((k - 1)\,\theta)$$
#
# Elige entonces $2 \cos\theta = 1.85$. ¿Dónde cambia de sentido la oscilación? Retrocede un paso: $d_{-1} = 1.85\,d_0 - d_1 = -2$, igual que $d_0$. Cambia de sentido a medio camino entre las dos. Es un péndulo sin fricción, y un coseno no se apaga. Borrar el gradiente es la fricción.

# %%
theta = np.arccos(1.85 / 2)
period, width = 2 * np.pi / theta, 2 / np.cos(theta / 2)  # 2 = width cos(theta / 2)
swing = -width * np.cos((np.arange(len(distances)) + 0.5) * theta)
print(f"period {period:.4f}, width {width:.4f}, {np.allclose(swing, distances) = }")

# %% [markdown] tags=["predict", "slide"]
# ## 10. El paso no debe quedar registrado
# La pendiente está en `.grad`: ya puedes dar el paso. Aquí hay tres formas de escribirlo. Cada una es una idea razonable, y cada una da un error:
#
# - reasignar, con registro: `w = w - 0.01 * w.grad`
# - reasignar, sin registro: esa misma línea bajo `torch.no_grad()`
# - en el sitio (*in place*), con registro: `w -= 0.01 * w.grad`
#
# **Predice.** Cada mensaje corresponde a una de las tres. ¿Cuál da la *primera* forma?
# - **(a)** `does not require grad`
# - **(b)** `a leaf Variable … in-place operation`
# - **(c)** `unsupported operand … NoneType`

# %% tags=["slide"]
w = torch.tensor(0.0, requires_grad=True)
with attempt(), warnings.catch_warnings(record=True) as heard:
    for turn in (1, 2):
        loss_of(w).backward()
        w = w - 0.01 * w.grad
        print(f"round {turn}: {w.item():.4f}")
print(str(heard[0].message).split(". ")[0])  # PyTorch's words before the error

# %%
w = torch.tensor(0.0, requires_grad=True)
with attempt():
    for turn in (1, 2):
        loss_of(w).backward()
        with torch.no_grad():
            w = w - 0.01 * w.grad
        print(f"round {turn}: {w.item():.4f}")

# %%
w = torch.tensor(0.0, requires_grad=True)
loss_of(w).backward()
step = 0.01 * w.grad
print(f"step {step.item():.4f}")
with attempt():
    w -= step

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. La primera vuelta (*round*) funciona. La segunda se encuentra con un `w` que es un *resultado*, no una hoja: su `.grad` es `None`, y PyTorch hasta lo advirtió.
#
# - **(a)** es la segunda forma: su nuevo `w` nació fuera del registro y no lleva la marca. En las dos formas el nombre `w` pasó a un tensor nuevo.
# - **(b)** es la tercera: conserva el tensor, pero pone su cambio en el registro. La hoja dependería de sí misma.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 11. El paso como debe ser
# Junta dos de las tres formas: en el sitio, como la tercera, y bajo `no_grad`, como la segunda.
#
# **Predice.** ¿Qué es `w` después de eso?
# - **(a)** el mismo tensor de antes, una hoja con su marca
# - **(b)** una hoja nueva
# - **(c)** una hoja sin su marca

# %%
w = torch.tensor(0.0, requires_grad=True)
before = w
loss_of(w).backward()
with torch.no_grad():
    w -= 0.01 * w.grad
print(f"w {w.item():.4f}, same tensor: {w is before}")
print(f"leaf: {w.is_leaf}, flag: {w.requires_grad}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. El tensor es el mismo, y el cambio queda fuera del registro. Su número pasó de 0 a 0.3000.
#
# - **(b)** es la segunda forma, si después le pones la marca al resultado.
# - **(c)** es la segunda forma tal como está: un tensor nuevo sin marca.
#
# </details>

# %% [markdown]
# ### Rómpelo
# Este bucle tiene todas sus partes: propagación hacia adelante, `backward`, borrado, paso. Di cuál es el síntoma, y después qué línea lo causa.

# %%
w = torch.tensor(0.0, requires_grad=True)
for step in range(1, 4):
    loss = loss_of(w)
    loss.backward()
    w.grad.zero_()
    with torch.no_grad():  # the step
        w -= 0.01 * w.grad  # in place, off the record
    print(f"step {step}: loss before {loss.item():.4g}, weight after {w.item():.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# El peso se queda en 0 y la pérdida en 30, sin ningún mensaje. `.grad` se vacía entre `backward` y el paso, así que cada paso resta 0. Borra el gradiente después del paso, o antes de `backward`.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 03-3.** *Bucle semimanual* (nivel 3, 10 minutos). Da `n` pasos desde `w0` con la pendiente de autograd. Devuelve dos listas de números de Python: el peso *después* de cada paso y la pérdida *antes* de cada paso. La comprobación las compara con un bucle de NumPy.
#
# <details><summary>Pista 1</summary>Tres bloques: propagación hacia adelante, backward, paso.</details>
# <details><summary>Pista 2</summary>¿Qué necesita el paso para que w siga siendo el mismo tensor, y una hoja?</details>
# <details><summary>Pista 3</summary>¿El segundo peso está mal? Mira qué guarda todavía .grad. ¿Todos los pesos son iguales? Guarda números, no tensores.</details>

# %% tags=["exercise"] exercise="03-3"
def train_autograd(w0, lr, n):
    ...  # your answer


# %% tags=["check"] exercise="03-3"
check(train_autograd)


# %% [markdown]
# > **Ejercicio 03-4.** *Arregla tres bucles* (nivel 3, 10 minutos). Toma los tres bucles de la sección 10 en su orden: `fix_a` reasigna con registro, `fix_b` reasigna sin registro, `fix_c` cambia en el sitio con registro. Cada función devuelve dos cosas: el nombre de la excepción que lanza su bucle roto, solo el nombre, como `"ValueError"`, y el peso después de `n` pasos del bucle arreglado desde `w0`.
#
# <details><summary>Pista 1</summary>Lee el mensaje: habla de una hoja (leaf), de None o de grad_fn.</details>
# <details><summary>Pista 2</summary>Pon cada bucle al lado del paso de la sección 11. ¿Qué le falta?</details>

# %% tags=["exercise"] exercise="03-4"
def fix_a(w0, lr, n):
    ...  # your answer


def fix_b(w0, lr, n):
    ...  # your answer


def fix_c(w0, lr, n):
    ...  # your answer


# %% tags=["check"] exercise="03-4"
check(fix_a, fix_b, fix_c)

# %% [markdown] tags=["predict"]
# ## 12. Un cambio a espaldas del registro
# Hay programas antiguos que escriben el paso como `w.data -= ...`. Ahí funciona. Ahora usa `.data` en un mal momento: entre la propagación hacia adelante y `backward`.
#
# **Predice.** Sea $y = w^2$ en $w = 3$. Antes de `backward`, `.data` multiplica $w$ por diez. ¿Qué guarda `w.grad`?
# - **(a)** nada: `backward` da un error
# - **(b)** 6
# - **(c)** 60

# %%
w = torch.tensor(3.0, requires_grad=True)
y = w**2
w.data.mul_(10)
y.backward()
w.grad

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, y es un valor incorrecto: `y` se calculó en 3. El registro guarda el tensor `w`, no una copia de su número, y en el camino hacia atrás lee $2 \cdot 30$. Nada te avisó.
#
# - **(a)** es lo que debería pasar, y lo que `.data` impide.
# - **(b)** es la pendiente $2w$ en el punto donde se calculó `y`.
#
# </details>

# %% [markdown]
# Repítelo bajo `no_grad`, y después con `detach`, que da los números del tensor fuera del registro:

# %%
for name in ("no_grad", "detach"):
    w = torch.tensor(3.0, requires_grad=True)
    y = w**2
    with torch.no_grad():
        (w if name == "no_grad" else w.detach()).mul_(10)
    print(f"{name}: y = {y.item():g}, w = {w.item():g}")
    with attempt():
        y.backward()

# %% [markdown]
# Un tensor cuenta los cambios que se le hacen en el sitio. El registro anotó la versión 0 y encontró la versión 1. `no_grad` y `detach` mantienen esa cuenta; `.data` la esquiva. Un error es mejor que un número falso.

# %% [markdown] tags=["predict"]
# ## 13. Dos veces sobre el mismo registro
# En la lección 01, un segundo `backward` sobre la misma pérdida era un error: el primero había liberado lo que el recorrido hacia atrás necesita. El mensaje ofrece `retain_graph=True`. Acepta la oferta. La nota del cuadrado guardó (*saved*) lo que elevó al cuadrado: los cuatro errores. Míralos también.
#
# **Predice.** En $w = 0$, ¿qué guarda `w.grad` después de dos recorridos sobre el mismo registro?
# - **(a)** −30: un registro tiene una sola pendiente
# - **(b)** −30, y luego un error
# - **(c)** −60

# %%
w = torch.tensor(0.0, requires_grad=True)
loss = loss_of(w)
square = loss.grad_fn.next_functions[0][0]
loss.backward(retain_graph=True)
print("saved", square._saved_self.tolist())
loss.backward()
print(w.grad)
with attempt():
    square._saved_self

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El primer recorrido dejó los cuatro errores donde estaban; el segundo sumó su pendiente y los liberó para ahorrar memoria. Mirarlos ahora lanza la misma excepción que lanzaría un tercer recorrido. En un bucle de entrenamiento, este mensaje quiere decir que falta una propagación hacia adelante, no que falta `retain_graph`.
#
# - **(a)** olvida que `backward` suma.
# - **(b)** es lo que dan dos recorridos sin la oferta.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 14. Cuatro pérdidas
# Quita la media, y `backward` se niega. Un recorrido hacia atrás empieza con una pendiente: la del resultado respecto de sí mismo. Si el resultado es un número, PyTorch toma 1. Si son cuatro, te pregunta a ti: `gradient` es tu respuesta.
#
# **Predice.** En $w = 1$, empieza con cuatro unos. ¿Qué guarda `w.grad`?
# - **(a)** −60
# - **(b)** −15
# - **(c)** cuatro pendientes, una por cada pérdida

# %%
w = torch.tensor(1.0, requires_grad=True)
losses = (w * X - Y) ** 2  # (samples,)
with attempt():
    losses.backward()
losses.backward(gradient=torch.ones(4))
print("slopes", (2 * X * (1 * X - Y)).tolist(), "ones", w.grad)
w.grad = None
((w * X - Y) ** 2).backward(gradient=torch.full((4,), 0.25))
print("quarters", w.grad)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Cuatro pendientes llegan a un solo peso, y los caminos que se juntan se suman. Los unos (*ones*) dan la pendiente de la *suma* de las pérdidas.
#
# - **(b)** es la pendiente de la media. Para ella se empieza con cuatro gradientes de ¼ (*quarters*).
# - **(c)** olvida que `w` es un solo número, y su `.grad` también.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 15. Lo que anotas
# Un bucle guarda sus pesos y sus pérdidas para imprimirlos o dibujarlos. `w.detach()` saca un tensor del registro. Da tres pasos y, después de cada uno, guarda un tensor así.
#
# **Predice.** Los tres pesos son 0.3000, 0.5550 y 0.7717. ¿Qué contiene al final la lista `kept` (guardados)?
# - **(a)** esos tres pesos
# - **(b)** 0.7717, tres veces
# - **(c)** nada: `w` requiere gradiente, y guardarlo da un error

# %%
w = torch.tensor(0.0, requires_grad=True)
kept, copied, losses = [], [], []
for _ in range(3):
    losses.append(loss_of(w))
    losses[-1].backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad = None
    kept.append(w.detach())
    copied.append(w.detach().clone())

# %%
print("kept", kept)
print("copied", copied)
print("sum of the losses", sum(losses))
print("sum of their numbers", f"{sum(loss.item() for loss in losses):.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. `detach` mira la misma memoria, y el paso cambia esa memoria en el sitio. Un `clone` tiene la suya; `w.item()` es un número.
#
# - **(a)** toma `detach` por una copia.
# - **(c)** es lo que dice `w.numpy()`. Con `detach` lo evitas.
#
# Las pérdidas también son tensores, y su suma está en el registro. Anota `loss.item()`. Una pérdida guardada sin `backward` retiene los errores de todas sus muestras: 200 pérdidas de 100,000 muestras retienen 80 MB. Después de `backward` quedan las notas, menos de 1 MB.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 16. A propósito
# Hay datos que no caben en la memoria de una vez. Corta las cuatro muestras en dos mitades y llama a `backward` sobre la media de cada mitad, primero una y luego la otra, sin borrar el gradiente.
#
# **Predice.** La pendiente completa es −30 en $w = 0$. Con las dos mitades dentro, ¿qué guarda `w.grad`?
# - **(a)** −60
# - **(b)** −30
# - **(c)** −15

# %%
w = torch.tensor(0.0, requires_grad=True)
for half in (slice(0, 2), slice(2, 4)):
    ((w * X[half] - Y[half]) ** 2).mean().backward()
    print(f"in .grad {w.grad.item():.4g}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La primera mitad dejó −10, la segunda sumó −50. La media de las cuatro muestras es la *media* de las medias de las dos mitades; por eso la pendiente completa es la mitad de lo que hay: −30. `.grad` suma por ti; ponderar te toca a ti.
#
# - **(b)** cree que sumar medias da una media.
# - **(c)** divide entre 4, las muestras. Pero cada mitad ya dividió entre 2.
#
# </details>

# %% [markdown]
# > **Ejercicio 03-5.** *Acumula a propósito* (nivel 4, 15 minutos). Corta datos cualesquiera, los tensores `X` e `Y`, en partes de `size` muestras; la última puede ser más pequeña. Llama a `backward` una vez por cada parte y devuelve la pendiente, en `w`, de la pérdida sobre todas las muestras.
#
# <details><summary>Pista 1</summary>X.split(size) e Y.split(size) dan las partes.</details>
# <details><summary>Pista 2</summary>Una media sobre todas las muestras cuenta cada muestra una vez. ¿A cuántas muestras representa la media de una parte?</details>
# <details><summary>Pista 3</summary>Corta cuatro muestras en tres y una. ¿Qué fracción del total le corresponde a cada parte?</details>

# %% tags=["exercise"] exercise="03-5"
def grad_in_pieces(w, X, Y, size):
    ...  # your answer


# %% tags=["check"] exercise="03-5"
check(grad_in_pieces)

# %% [markdown] tags=["predict"]
# ## 17. La tabla de los estudiantes
# Su celda de autograd dio 100 pasos desde 0 con lr = 0.01 e imprimió una de cada diez filas. Esa tabla es la primera de su cuaderno con la pendiente correcta.
#
# **Predice.** La pérdida antes del primer paso es 30. ¿Cuánto vale antes del paso 11?
# - **(a)** 0.8401
# - **(b)** 1.163
# - **(c)** 5.906

# %%
w = torch.tensor(0.0, requires_grad=True)
print(f"Prediction before training: f(5) = {w.item() * 5:.3f}")

# %%
for epoch in range(1, 101):
    loss = loss_of(w)
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad.zero_()
    if epoch % 10 == 1:
        print(f"epoch {epoch}: w = {w.item():.3f}, loss ={loss.item():.8f}")
print(f"Prediction after training: f(5) = {w.item() * 5:.3f}")
print(f"epochs: {epoch}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La última línea es nuestra; las doce anteriores están como las imprimió su cuaderno. Cada paso multiplica la distancia a 2 por 0.85, y la pérdida por el cuadrado de 0.85.
#
# - **(a)** es la pérdida *después* del paso 11.
# - **(c)** usa 0.85 también para la pérdida.
#
# La primera fila junta w = 0.300 con la pérdida en w = 0, como en la lección 02. Las últimas filas imprimen 0.00000000 y quieren decir «menos de 0.000000005».
#
# </details>

# %% [markdown]
# > **Ejercicio 03-6.** *El péndulo* (nivel 5, 20 minutos). Toma el bucle de la sección 8, que nunca borra el gradiente, con otra tasa de aprendizaje `lr`. Devuelve tres números: el período en pasos; el mayor valor al que $w$ puede acercarse; y el límite, es decir, la tasa de aprendizaje por encima de la cual la oscilación crece. Dedúcelos con cuatro cifras; una oscilación no cambia de sentido justo en un paso entero.
#
# <details><summary>Pista 1</summary>Escribe las dos líneas de la sección 9 con 15·lr en lugar de 0.15, y réstalas.</details>
# <details><summary>Pista 2</summary>La regla dice cuánto habría valido d₋₁, un paso antes del inicio. Con lr = 0.01 era −2. ¿Y ahora?</details>
# <details><summary>Pista 3</summary>Un coseno está entre −1 y 1. ¿Cuál es el último lr para el que 2 − 15·lr es el doble de un coseno?</details>

# %% tags=["exercise"] exercise="03-6"
def pendulum(lr):
    ...  # your answer


# %% tags=["check"] exercise="03-6"
check(pendulum)

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Quién calcula ahora la pendiente, y qué te sigue tocando a ti?** La calcula autograd, con la misma exactitud que tú: los dos redondean, ninguno aproxima. A ti te tocan tres cosas: una propagación hacia adelante nueva, un paso fuera del registro y un `.grad` borrado.
#
# Lo que falta: la pérdida y el paso todavía son líneas tuyas, y habría que copiarlas en cada modelo nuevo. ¿Qué líneas del bucle no cambian nunca? Esa es la pregunta de la lección 04.

# %%
progress()
